package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oarlock.check.Verdict;

/** Before surgery: the box is the tumour, and one phase treats the CTV around it. */
final class PreopPhantom extends LimbPhantom {
  boolean hasTumour = true;
  Margins ctv = new Margins(12, 30, 15);

  @Override
  String protocol() {
    return "constraints/sts-tum-preop.yaml";
  }

  @Override
  List<Drawn> structures() {
    List<Drawn> structures = new ArrayList<>();
    if (hasTumour) {
      structures.add(box("GTV", "GTV"));
    }
    structures.add(target("CTV", ctv));
    return structures;
  }

  @Override
  List<Prescribed> prescribed() {
    return List.of(new Prescribed("PREOP", 25, "CTV"));
  }

  @Override
  void expectTargets(Expected expected) {
    expectVolumes(expected, "volumes", target("CTV", ctv));
    expected.advisoryFunction("preop-dose", Verdict.PASS);
    expected.advisoryFunction("preop-fraction", Verdict.PASS);
    expected.goal("boost-dose", Verdict.NOT_APPLICABLE);
    expected.goal("boost-fraction", Verdict.NOT_APPLICABLE);
    Optional<Margins> known = hasTumour ? Optional.of(ctv) : Optional.empty();
    expectMargins(expected, "ctv", "GTV, CTV", known, new Range(10, 40), new Range(10, 15));
  }
}
