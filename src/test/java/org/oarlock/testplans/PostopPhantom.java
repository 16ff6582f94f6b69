package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oarlock.check.Verdict;

/** After surgery: the box is the tumour bed, and two phases treat CTV1 and CTV2 around it. */
final class PostopPhantom extends LimbPhantom {
  Margins ctv1 = new Margins(15, 36, 33);

  /** 20 mm are not to be had on slices of 3 mm. */
  Margins ctv2 = new Margins(15, 21, 21);

  /** Where the scar's last slice is. */
  double scarEndMm = 39;

  /** Whether the tumour bed is drawn twice, under two of its names, and the scar by open lines. */
  boolean unclear = false;

  @Override
  String protocol() {
    return "constraints/sts-tum-postop.yaml";
  }

  @Override
  List<Drawn> structures() {
    List<Drawn> structures = new ArrayList<>();
    structures.add(box("Tumor_Bed", "CONTROL"));
    if (unclear) {
      structures.add(box("GTVp_Bed", "CONTROL"));
    }
    Drawn scar = square("Scar", -30, scarEndMm);
    structures.add(unclear ? scar.opened() : scar);
    structures.add(square("Drain_Site", 26, -30));
    structures.add(target("CTV1", ctv1));
    structures.add(target("CTV2", ctv2));
    return structures;
  }

  @Override
  List<Prescribed> prescribed() {
    return List.of(new Prescribed("PHASE1", 25, "CTV1"), new Prescribed("PHASE2", 5, "CTV2"));
  }

  @Override
  void expectTargets(Expected expected) {
    expectVolumes(expected, "volumes-ctv1", target("CTV1", ctv1));
    expectVolumes(expected, "volumes-ctv2", target("CTV2", ctv2));
    boolean contained = scarEndMm <= target("CTV1", ctv1).stacks().get(0).lastMm();
    expected.advisoryFunction(
        "ctv1-scar", unclear ? Verdict.NOT_EVALUATED : Expected.passOrVary(contained));
    expected.advisoryFunction("total-dose", Verdict.PASS);
    expected.value("total-dose", "prescribed_dose(total)[Gy]", 60);
    expected.goal("total-dose-integrated", Verdict.NOT_APPLICABLE);
    expectMargins(
        expected, "ctv1", "Tumor_Bed, CTV1", known(ctv1), new Range(30, 40), new Range(15, 15));
    expectMargins(
        expected, "ctv2", "Tumor_Bed, CTV2", known(ctv2), new Range(20, 20), new Range(15, 15));
  }

  private Optional<Margins> known(Margins margins) {
    return unclear ? Optional.empty() : Optional.of(margins);
  }
}
