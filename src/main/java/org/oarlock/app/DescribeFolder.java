package org.oarlock.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.FoundObject;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.dicom.Inventory;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.report.FolderReport;

/** Says what lies in files and folders, and how it belongs together. */
public final class DescribeFolder {
  private DescribeFolder() {}

  /**
   * What is asked for.
   *
   * @param input where to look
   * @param showPatient whether the report may name patients
   */
  public record Request(PlanInput input, boolean showPatient) {}

  /**
   * What came of it.
   *
   * @param report what was found
   * @param outcome NOT_COMPLETE if there is an error among the problems
   */
  public record Result(FolderReport report, Outcome outcome) {}

  public static Result run(Request request, Progress progress) {
    Inventory inventory = PlanFinder.find(request.input(), progress);
    FolderReport report =
        new FolderReport(
            ToolVersion.tool(),
            inventory.plans().stream().map(plan -> described(plan, inventory)).toList(),
            files(inventory.objects()),
            inventory.problems(),
            request.showPatient());
    boolean incomplete = inventory.problems().stream().anyMatch(Problem::isError);
    return new Result(report, incomplete ? Outcome.NOT_COMPLETE : Outcome.DONE);
  }

  private static FolderReport.FoundPlan described(Plan plan, Inventory inventory) {
    double spacing = plan.structureSet().sliceSpacingOrTypicalMm();
    return new FolderReport.FoundPlan(
        plan,
        patient(plan, inventory),
        plan.structureSet().structures().parallelStream()
            .map(s -> new FolderReport.FoundStructure(s, volumeCm3(s, spacing)))
            .toList());
  }

  private static String patient(Plan plan, Inventory inventory) {
    String path = plan.structureSet().source().path();
    return inventory.objects().stream()
        .filter(object -> object.path().equals(path))
        .map(FoundObject::patient)
        .findFirst()
        .orElse("");
  }

  private static @Nullable Double volumeCm3(Structure structure, double spacingMm) {
    if (structure.contours().isEmpty()) {
      return null;
    }
    try {
      double volume = Solid.ofContours(structure.contours(), spacingMm).volumeCm3();
      return volume > 0 ? volume : null;
    } catch (GeometryException e) {
      return null;
    }
  }

  /** What tells one series of images from another. */
  private record Series(Kind kind, String label, String patient, String frameOfReferenceUid) {}

  /** RT objects one by one, images by series, each where it was found first. */
  private static List<FolderReport.FoundFile> files(List<FoundObject> objects) {
    Map<Object, List<FoundObject>> groups = new LinkedHashMap<>();
    for (FoundObject object : objects) {
      boolean isImage = object.kind() == Kind.CT || object.kind() == Kind.OTHER;
      Object group =
          isImage
              ? new Series(
                  object.kind(), object.label(), object.patient(), object.frameOfReferenceUid())
              : object;
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(object);
    }
    return groups.values().stream().map(DescribeFolder::file).toList();
  }

  private static FolderReport.FoundFile file(List<FoundObject> group) {
    FoundObject first = group.get(0);
    return new FolderReport.FoundFile(
        first.path(),
        group.size(),
        first.kind().label(),
        first.label(),
        first.patient(),
        group.size() == 1 ? first.sopInstanceUid() : "",
        first.frameOfReferenceUid(),
        first.refersTo());
  }
}
