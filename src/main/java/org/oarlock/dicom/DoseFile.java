package org.oarlock.dicom;

import java.util.List;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.PlanningSystemDvh;

/**
 * An RT Dose file as read, before it is decided what its dose stands for.
 *
 * @param source the file
 * @param grid the doses, in Gy
 * @param doseType PHYSICAL or EFFECTIVE
 * @param remarks how the doses were read if not as they are, in words
 * @param dvhs the planning system's own histograms
 */
record DoseFile(
    FileIdentity source,
    DoseGrid grid,
    String doseType,
    List<String> remarks,
    List<PlanningSystemDvh> dvhs) {
  DoseFile {
    remarks = List.copyOf(remarks);
    dvhs = List.copyOf(dvhs);
  }
}
