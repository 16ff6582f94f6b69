package org.oarlock.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.plan.Beam;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Loads plans from files, folders and zip archives: finds the DICOM objects, works out which belong
 * together, and reads those.
 */
public final class PlanLoader {
  private final LoadRequest request;
  private final Progress progress;
  private final List<Problem> problems = new ArrayList<>();
  private final List<DicomObject> objects = new ArrayList<>();
  private final Map<String, DicomObject> byKey = new HashMap<>();
  private long done;
  private long total;

  private PlanLoader(LoadRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Loads what a request asks for. Whatever is wrong with the files is a problem of the inventory;
   * nothing is thrown for it.
   */
  public static Inventory load(LoadRequest request, Progress progress) {
    return load(request, Map.of(), progress);
  }

  /**
   * As {@link #load(LoadRequest, Progress)}.
   *
   * @param known of files under the paths that were asked for, what is known since they were read
   *     before
   */
  public static Inventory load(LoadRequest request, Map<Path, KnownFile> known, Progress progress) {
    PlanLoader loader = new PlanLoader(request, progress);
    try (FileSearch search = new FileSearch(known, loader.problems)) {
      return loader.load(search);
    }
  }

  private Inventory load(FileSearch search) {
    Map<Path, List<String>> found = new LinkedHashMap<>();
    for (Path path : request.paths()) {
      found.put(path, search.add(path));
    }
    String planKey = keyOf(search, request.plan());
    String structuresKey = keyOf(search, request.structures());
    List<String> doseKeys = new ArrayList<>();
    for (Path path : request.doses()) {
      String key = search.addNamed(path);
      doseKeys.add(key == null ? "" : key);
    }
    Set<String> unreadable = identify(search.sources());
    reportPathsWithoutDicom(found, unreadable);
    List<Plan> plans = new ArrayList<>();
    if (problems.stream().noneMatch(p -> p.code().equals("file-missing"))) {
      DicomObject plan = named(planKey, request.plan(), Kind.RT_PLAN);
      DicomObject structures = named(structuresKey, request.structures(), Kind.RT_STRUCTURE_SET);
      List<DicomObject> doses = namedDoses(doseKeys);
      boolean complete =
          (plan == null) == (request.plan() == null)
              && (structures == null) == (request.structures() == null)
              && doses.size() == request.doses().size();
      if (complete) {
        List<Linker.Group> groups = new Linker(objects, plan, structures, doses, problems).link();
        total += groups.stream().mapToLong(g -> 1 + g.members().size()).sum();
        groups.forEach(group -> read(group, plans));
      }
    }
    reportNothing(plans);
    return new Inventory(plans, foundObjects(), problems);
  }

  // finding

  private static @Nullable String keyOf(FileSearch search, @Nullable Path path) {
    return path == null ? null : search.addNamed(path);
  }

  /** Looks at all files; tells which are DICOM but cannot be read. */
  private Set<String> identify(List<Source> sources) {
    total = sources.size();
    Set<String> unreadable = new HashSet<>();
    for (Source source : sources) {
      int before = problems.size();
      DicomObject object = DicomObject.identify(source, problems);
      if (object != null) {
        objects.add(object);
        byKey.put(object.key(), object);
      } else if (problems.stream().skip(before).anyMatch(Problem::isError)) {
        unreadable.add(source.key());
      }
      step();
    }
    return unreadable;
  }

  private void step() {
    done++;
    progress.report(done, Math.max(done, total));
  }

  private void reportPathsWithoutDicom(Map<Path, List<String>> found, Set<String> unreadable) {
    found.forEach(
        (path, keys) -> {
          boolean any = keys.stream().anyMatch(k -> byKey.containsKey(k) || unreadable.contains(k));
          if (!any && Files.exists(path) && !hasProblem(path)) {
            problems.add(
                Problem.error(
                    "dicom-none",
                    SourceLocation.file(VisibleText.ofPath(path.toString())),
                    keys.isEmpty() ? "it is empty" : "there is no DICOM file in it",
                    "Name the folder with the plan, its structure set and its dose"));
          }
        });
  }

  private boolean hasProblem(Path path) {
    String label = VisibleText.ofPath(path.toString());
    return problems.stream().anyMatch(p -> p.isError() && label.equals(p.location().file()));
  }

  private @Nullable DicomObject named(@Nullable String key, @Nullable Path path, Kind kind) {
    if (key == null || path == null) {
      return null;
    }
    DicomObject object = byKey.get(key);
    String label = VisibleText.ofPath(path.toString());
    if (object == null) {
      if (problems.stream().noneMatch(p -> p.isError() && label.equals(p.location().file()))) {
        problems.add(
            Problem.error(
                "dicom-none",
                SourceLocation.file(label),
                "there is no DICOM file of this name, expected an " + kind.label(),
                "Name a DICOM file"));
      }
      return null;
    }
    if (object.kind() != kind) {
      problems.add(
          Problem.error(
              "dicom-kind",
              SourceLocation.file(label),
              "the file is of kind %s, expected %s".formatted(object.kind().label(), kind.label()),
              "Name a file of the right kind"));
      return null;
    }
    return object;
  }

  private List<DicomObject> namedDoses(List<String> keys) {
    List<DicomObject> doses = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      DicomObject dose = named(keys.get(i), request.doses().get(i), Kind.RT_DOSE);
      if (dose != null) {
        doses.add(dose);
      }
    }
    return doses;
  }

  private void reportNothing(List<Plan> plans) {
    if (!plans.isEmpty() || problems.stream().anyMatch(Problem::isError)) {
      return;
    }
    List<DicomObject> sets =
        objects.stream().filter(o -> o.kind() == Kind.RT_STRUCTURE_SET).toList();
    SourceLocation location =
        !sets.isEmpty()
            ? SourceLocation.file(sets.get(0).path())
            : request.paths().isEmpty()
                ? SourceLocation.NOWHERE
                : SourceLocation.file(VisibleText.ofPath(request.paths().get(0).toString()));
    problems.add(
        Problem.error(
            sets.isEmpty() ? "dicom-no-plan" : "dose-missing",
            location,
            sets.isEmpty()
                ? "there is no RT Plan, RT Structure Set or RT Dose among the %d DICOM files"
                    .formatted(objects.size())
                : "there is a structure set, but neither a plan nor a dose",
            "Name the folder with the plan, its structure set and its dose"));
  }

  private List<FoundObject> foundObjects() {
    Map<String, String> patients = new LinkedHashMap<>();
    List<FoundObject> found = new ArrayList<>();
    for (DicomObject object : objects) {
      String identity =
          object.patientId().isEmpty() ? object.patientName() : "id " + object.patientId();
      String patient =
          identity.isEmpty()
              ? ""
              : patients.computeIfAbsent(identity, id -> "patient " + (patients.size() + 1));
      found.add(
          new FoundObject(
              object.path(),
              object.kind(),
              object.label(),
              object.sopInstanceUid(),
              patient,
              object.frameOfReferenceUid(),
              object.refersTo()));
    }
    return found;
  }

  // reading

  private void read(Linker.Group group, List<Plan> plans) {
    StructureSet structures = readStructures(group.structures());
    if (structures == null) {
      return;
    }
    List<Phase> phases = new ArrayList<>();
    for (Linker.Member member : group.members()) {
      Phase phase = readPhase(member, structures);
      if (phase != null) {
        phases.add(phase);
      }
    }
    DicomObject sum = group.sum();
    if (sum != null && phases.size() == group.members().size()) {
      PhaseDose dose = doseRules().sumDose(sum, phases.size());
      phases = new ArrayList<>(List.of(together(phases, dose, sum)));
    }
    if (!phases.isEmpty()) {
      plans.add(new Plan(patient(group.structures()), structures, phases));
    }
  }

  private static Plan.Patient patient(DicomObject object) {
    String id = object.patientId();
    String name = object.patientName();
    return new Plan.Patient(id.isEmpty() ? null : id, name.isEmpty() ? null : name);
  }

  private @Nullable StructureSet readStructures(DicomObject object) {
    return attempt(
        object,
        () ->
            new StructureSetReader(object.file(), object.identity(request.hashed()), problems)
                .read(SliceSpacing.of(object, objects, problems)));
  }

  private @Nullable Phase readPhase(Linker.Member member, StructureSet structures) {
    DicomObject plan = member.plan();
    if (plan == null) {
      PhaseDose dose = doseRules().phaseDose(null, member.doses());
      return dose == null ? null : new Phase(null, "", "", 0, 0, List.of(), List.of(), "", dose);
    }
    PlanFile file =
        attempt(
            plan,
            () -> new PlanReader(plan.file(), plan.identity(request.hashed()), problems).read());
    if (file == null) {
      return null;
    }
    PhaseDose dose = doseRules().phaseDose(file, member.doses());
    return file.phase(structures, dose, problems);
  }

  private DoseRules doseRules() {
    return new DoseRules(request, problems, this::readDose);
  }

  private @Nullable DoseFile readDose(DicomObject object) {
    return attempt(
        object,
        () ->
            new DoseReader(object.file(), object.identity(request.hashed()), problems)
                .read(request.relativeDoseHundredPercent()));
  }

  /** Reads a file; what stops its reader becomes a problem, and the result null. */
  private <T> @Nullable T attempt(DicomObject object, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (DicomException e) {
      problems.add(e.inFile(object.path()));
    } catch (InternalError e) { // a mapped file has become shorter
      problems.add(
          Problem.error(
              "file-unreadable",
              SourceLocation.file(object.path()),
              "the file has changed while it was read",
              "Try again"));
    } finally {
      step();
    }
    return null;
  }

  /** Phases that have one dose together and none of their own, as one phase. */
  private Phase together(List<Phase> phases, @Nullable PhaseDose dose, DicomObject sum) {
    problems.add(
        Problem.warning(
            "dose-multi-plan",
            SourceLocation.file(sum.path()),
            "%d plans have one dose together; they are judged as one phase"
                .formatted(phases.size()),
            "Export the dose of each plan to judge the phases one by one"));
    List<Prescription> prescriptions = new ArrayList<>();
    List<Beam> beams = new ArrayList<>();
    phases.forEach(phase -> prescriptions.addAll(phase.prescriptions()));
    phases.forEach(phase -> beams.addAll(phase.beams()));
    return new Phase(
        null,
        phases.stream().map(Phase::label).collect(Collectors.joining(" + ")),
        common(
            phases.stream()
                .map(Phase::approval)
                .collect(Collectors.toCollection(LinkedHashSet::new))),
        0,
        phases.stream().mapToInt(Phase::fractionGroups).sum(),
        prescriptions,
        beams,
        common(
            phases.stream()
                .map(Phase::patientPosition)
                .collect(Collectors.toCollection(LinkedHashSet::new))),
        dose);
  }

  private static String common(Set<String> values) {
    return values.size() == 1 ? values.iterator().next() : "";
  }
}
