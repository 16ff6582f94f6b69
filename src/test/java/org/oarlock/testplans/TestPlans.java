package org.oarlock.testplans;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All test plans, and the program that writes them to a folder. */
final class TestPlans {
  private TestPlans() {}

  /** Writes all plans to the folder given, {@code test-plans} if none is. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length == 0 ? "test-plans" : arguments[0]);
    write(folder);
  }

  /** Writes all plans, and removes folders in there that belong to none. */
  static void write(Path folder) throws IOException {
    Map<String, byte[]> files = files(all());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    for (Path stale : existing(folder)) {
      if (!files.containsKey(name(folder, stale))) {
        Files.delete(stale);
      }
    }
  }

  /** The files that lie in the plans' folders. */
  static List<Path> existing(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.getParent().equals(folder))
          .sorted()
          .toList();
    }
  }

  /** A file's path in the folder, with slashes. */
  static String name(Path folder, Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }

  /** The plans' files by their paths, {@code thigh-pass/RS.dcm}. */
  static Map<String, byte[]> files(List<TestPlan> plans) {
    Map<String, byte[]> files = new TreeMap<>();
    for (TestPlan plan : plans) {
      RtFiles.of(plan).forEach((name, bytes) -> files.put(plan.name() + "/" + name, bytes));
      files.put(
          plan.name() + "/expected.yaml",
          plan.expected().yaml(plan.summary()).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  /** The passing plans, then for each family of goals one that fails it. */
  static List<TestPlan> all() {
    List<TestPlan> plans = new ArrayList<>(thighs());
    plans.addAll(trunks());
    plans.addAll(limbs());
    plans.addAll(organs());
    return plans;
  }

  private static List<TestPlan> thighs() {
    return List.of(
        thigh("pass", "every goal is met", plan -> {}),
        thigh(
            "coverage-phase1",
            "phase 1 falls off inside the ends of PTV1",
            plan ->
                plan.phase1AlongZ =
                    PiecewiseLinear.evenIn32nds(60, 32, 70, 28, 80, 22, 90, 14, 100, 3)),
        thigh(
            "coverage-total",
            "phase 2 is too short for PTV2",
            plan -> plan.phase2AlongZ = PiecewiseLinear.evenIn32nds(15, 32, 25, 20, 35, 8, 45, 4)),
        thigh("prescription-low", "phase 1 is prescribed with 45 Gy", plan -> plan.phase1Gy = 45),
        thigh(
            "prescription-missing",
            "neither plan prescribes a dose",
            plan -> plan.prescribed = false),
        thigh(
            "bone-v40",
            "phase 1 gives most of the femur more than 40 Gy",
            plan -> {
              plan.femurPhase1 = 27;
              plan.femurPhase2 = 8;
            }),
        thigh(
            "cortex-max",
            "both phases together give the femur's cortex more than 50 Gy",
            plan -> {
              plan.femurPhase1 = 24;
              plan.femurPhase2 = 30;
            }),
        thigh("hot-spot", "a hot spot in the femur", plan -> plan.extra.add(hotSpotInFemur())),
        thigh(
            "femur-in-target",
            "most of the femur's circumference lies in PTV1",
            plan -> plan.femurY = -48),
        thigh(
            "femur-partly-in-target",
            "more than half of the femur's circumference lies in PTV1, a third of its cortex outside",
            plan -> plan.femurY = -44),
        thigh(
            "femur-missing",
            "no femur and no tibia is drawn",
            plan -> plan.missing.addAll(List.of("Femur_L", "Tibia_L"))),
        thigh(
            "skin",
            "phase 1 reaches far to the back of the leg",
            plan -> {
              plan.fallsFrom = 30;
              plan.fallenAt = 45;
            }),
        thigh(
            "nearly-spared",
            "a little less than half of skin and joint is spared",
            plan -> {
              plan.fallsFrom = 5;
              plan.fallenAt = 20;
              plan.kneeBack = -30;
            }),
        thigh("joint", "the knee lies mostly in the full dose", plan -> plan.kneeBack = -37),
        thigh(
            "margins",
            "PTV1 is 4 mm larger than the CTV, PTV2 52 mm shorter than PTV1 at the upper end",
            plan -> {
              plan.ctvMarginMm = 14;
              plan.ctvEndMm = 68;
              plan.bedStartMm = -36;
              plan.bedEndMm = 36;
              plan.ptv2EndMm = 20;
            }),
        thigh(
            "tumour-bed",
            "the CTV is drawn too tightly around the tumour bed, and leaves out scar and drain",
            plan -> {
              plan.bedGrownMm = 5;
              plan.bedStartMm = -48;
              plan.scarEndMm = 80;
            }),
        thigh("no-fields", "neither plan has a beam", plan -> plan.fields = List.of()),
        thigh("few-fields", "four fields", plan -> plan.fields = plan.fields.subList(0, 4)),
        thigh(
            "energy",
            "one field has 10 MV",
            plan -> plan.fields = withLast(plan.fields, new Field(30, 0, 10))),
        thigh(
            "noncoplanar",
            "one field has the couch turned by 15 degrees",
            plan -> plan.fields = withLast(plan.fields, new Field(5, 15, 6))),
        thigh(
            "both-sides",
            "the fields come from all around",
            plan ->
                plan.fields =
                    List.of(
                        Field.at(0), Field.at(72), Field.at(144), Field.at(216), Field.at(288))),
        thigh(
            "behind",
            "the fields come from one side, but not that of the target",
            plan ->
                plan.fields =
                    List.of(
                        Field.at(140), Field.at(150), Field.at(160), Field.at(170), Field.at(180))),
        thigh(
            "through-leg",
            "one field goes through the other leg",
            plan -> plan.fields = withLast(plan.fields, Field.at(80))));
  }

  private static List<Field> withLast(List<Field> fields, Field last) {
    List<Field> changed = new ArrayList<>(fields.subList(0, fields.size() - 1));
    changed.add(last);
    return changed;
  }

  private static AnalyticDose hotSpotInFemur() {
    return AnalyticDose.of(
        30,
        PiecewiseLinear.plateau(70, 80, 120, 130),
        PiecewiseLinear.plateau(-40, -35, -15, -10),
        PiecewiseLinear.plateau(-20, -10, 10, 20));
  }

  private static List<TestPlan> trunks() {
    return List.of(
        trunk("pass", "every goal is met", plan -> {}),
        trunk(
            "liver-readings",
            "the liver meets its limit at 40 Gy but not at 20 Gy",
            plan -> plan.extra.add(onLiver(14))),
        trunk(
            "liver",
            "the liver meets its limit in neither reading",
            plan -> plan.extra.add(onLiver(36))),
        trunk(
            "kidneys-by-mean",
            "half of the kidneys gets 20 Gy, but their mean dose is met",
            plan -> plan.extra.add(onRightKidney(24))),
        trunk(
            "kidneys",
            "the kidneys meet neither of their limits",
            plan -> plan.extra.add(onRightKidney(40))),
        trunk(
            "heart",
            "too much of the heart gets 30 Gy",
            plan ->
                plan.extra.add(
                    AnalyticDose.of(
                        36,
                        PiecewiseLinear.plateau(10, 20, 60, 70),
                        PiecewiseLinear.through(30, 1, 40, 0),
                        PiecewiseLinear.plateau(50, 60, 100, 110)))),
        trunk(
            "lungs",
            "too much of the lungs gets 20 Gy",
            plan ->
                plan.extra.add(
                    AnalyticDose.of(
                        30,
                        PiecewiseLinear.plateau(-110, -100, -50, -40),
                        PiecewiseLinear.ONE,
                        PiecewiseLinear.plateau(50, 60, 100, 110)))),
        trunk("cord", "the spinal cord gets more than 40 Gy", plan -> plan.extra.add(onCord(38))),
        trunk(
            "cord-at-limit",
            "the spinal cord gets 40 Gy and no more, which is allowed",
            plan -> plan.extra.add(onCord(34.875))),
        trunk(
            "bowel",
            "too much of the small bowel gets 50 Gy",
            plan ->
                plan.extra.add(
                    AnalyticDose.of(
                        54,
                        PiecewiseLinear.plateau(-40, -30, 30, 40),
                        PiecewiseLinear.through(0, 1, 10, 0),
                        PiecewiseLinear.plateau(-140, -130, -90, -80)))),
        trunk(
            "colon",
            "too much of the colon gets 50 Gy",
            plan ->
                plan.extra.add(
                    AnalyticDose.of(
                        56,
                        PiecewiseLinear.plateau(60, 70, 100, 110),
                        PiecewiseLinear.ONE,
                        PiecewiseLinear.plateau(-140, -130, -90, -80)))),
        trunk(
            "boost-high",
            "phase 2 is prescribed with 18 Gy although the margin is negative",
            plan -> {
              plan.phase2Gy = 18;
              plan.phase2Fractions = 9;
            }),
        trunk("phase2-missing", "there is no second phase", plan -> plan.hasPhase2 = false),
        trunk("heart-missing", "no heart is drawn", plan -> plan.missing.add("Heart")),
        trunk(
            "two-cords",
            "the spinal cord is drawn twice, under two of its names",
            plan -> plan.secondCord = true),
        trunk(
            "outside-grid",
            "bowel, colon and cord reach out of the dose grid",
            plan -> plan.gridFrom = -110));
  }

  private static List<TestPlan> limbs() {
    return List.of(
        preop("pass", "every goal is met", plan -> {}),
        preop(
            "mixed",
            "one of two fields stands still and has 10 MV; the CT has slices of 5 mm",
            plan -> {
              plan.sliceMm = 5;
              plan.fields = List.of(Field.arc(181, 358), new Field(90, 0, 10));
            }),
        preop(
            "margins",
            "the CTV has other margins in every direction",
            plan -> plan.ctv = new LimbPhantom.Margins(8, 45, 6)),
        preop(
            "unclear",
            "no tumour is drawn, the plan has no beam, there are no images",
            plan -> {
              plan.hasTumour = false;
              plan.fields = List.of();
              plan.hasImages = false;
            }),
        postop("pass", "every goal is met", plan -> {}),
        postop(
            "margins",
            "both CTVs have other margins in every direction, and CTV1 leaves out the scar's end",
            plan -> {
              plan.ctv1 = new LimbPhantom.Margins(11, 24, 45);
              plan.ctv2 = new LimbPhantom.Margins(9, 12, 30);
              plan.scarEndMm = 45;
            }),
        postop(
            "unclear",
            "the tumour bed is drawn twice, the scar with open lines",
            plan -> plan.unclear = true));
  }

  private static List<TestPlan> organs() {
    return List.of(
        new OrgansPhantom(6).plan("organs-pass", "Organs: no more than 6 Gy anywhere."),
        new OrgansPhantom(84).plan("organs-high", "Organs: at least 73.5 Gy everywhere."));
  }

  private static AnalyticDose onLiver(double gy) {
    return AnalyticDose.of(
        gy,
        PiecewiseLinear.plateau(-100, -90, -50, -40),
        PiecewiseLinear.through(30, 1, 40, 0),
        PiecewiseLinear.plateau(-60, -50, 40, 50));
  }

  private static AnalyticDose onCord(double gy) {
    return AnalyticDose.of(
        gy,
        PiecewiseLinear.plateau(-30, -20, 20, 30),
        PiecewiseLinear.plateau(40, 50, 70, 80),
        PiecewiseLinear.plateau(-30, -20, 20, 30));
  }

  private static AnalyticDose onRightKidney(double gy) {
    return AnalyticDose.of(
        gy,
        PiecewiseLinear.plateau(-90, -80, -30, -20),
        PiecewiseLinear.through(30, 0, 40, 1),
        PiecewiseLinear.plateau(-100, -90, -20, -10));
  }

  private static TestPlan thigh(String name, String summary, Consumer<ThighPhantom> change) {
    ThighPhantom phantom = new ThighPhantom();
    change.accept(phantom);
    return phantom.plan("thigh-" + name, "Thigh: " + summary + ".");
  }

  private static TestPlan preop(String name, String summary, Consumer<PreopPhantom> change) {
    PreopPhantom phantom = new PreopPhantom();
    change.accept(phantom);
    return phantom.plan("preop-" + name, "Limb before surgery: " + summary + ".");
  }

  private static TestPlan postop(String name, String summary, Consumer<PostopPhantom> change) {
    PostopPhantom phantom = new PostopPhantom();
    change.accept(phantom);
    return phantom.plan("postop-" + name, "Limb after surgery: " + summary + ".");
  }

  private static TestPlan trunk(String name, String summary, Consumer<TrunkPhantom> change) {
    TrunkPhantom phantom = new TrunkPhantom();
    change.accept(phantom);
    return phantom.plan("trunk-" + name, "Trunk wall: " + summary + ".");
  }
}
