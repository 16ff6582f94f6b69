package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Layers.Item;
import org.oarlock.protocol.Layers.Layer;
import org.oarlock.protocol.Protocol.FractionDose;
import org.oarlock.protocol.Protocol.SourceFile;
import org.oarlock.protocol.Protocol.Status;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.quantity.Dose;

/** Makes a protocol of the entries of its files: names first, then what refers to them. */
final class ProtocolBuilder {
  private final Layers layers;
  private final ProblemList problems;
  private final Map<String, String> declared = new LinkedHashMap<>();
  private final Places places = new Places();

  ProtocolBuilder(Layers layers, ProblemList problems) {
    this.layers = layers;
    this.problems = problems;
  }

  /** The protocol; of use only if there are no errors among the problems. */
  Protocol build() {
    List<Fields> heads = layers.oldestFirst().stream().map(this::head).toList();
    List<Status> statuses = heads.stream().map(this::status).toList();
    heads.forEach(head -> List.of("title", "version").forEach(head::requiredText));
    List<String> ids = heads.stream().map(this::id).toList();

    Map<String, String> sources = sources();
    EntryReader reader = new EntryReader(sources, problems);
    List<Item> prescriptionItems = places.of("prescriptions", layers.mapped("prescriptions"));
    List<Item> structureItems = places.of("structures", layers.mapped("structures"));
    List<Item> goalItems = places.of("goals", layers.goals());
    List<Parameter> parameters =
        layers.mapped("parameters").stream().map(reader::parameter).toList();
    parameters.forEach(p -> declare(p.name(), "a parameter", p.location()));
    prescriptionItems.forEach(i -> declare(i.name(), "a prescription", i.location()));
    structureItems.forEach(i -> declare(i.name(), "a structure", i.location()));
    reader.use(
        new Names(
            parameters.stream()
                .collect(
                    Collectors.toMap(Parameter::name, p -> p, (a, b) -> a, LinkedHashMap::new)),
            names(prescriptionItems),
            names(structureItems),
            layers.complete()));

    List<PrescriptionRule> prescriptions =
        prescriptionItems.stream().map(reader::prescription).toList();
    List<StructureRule> structures = structureItems.stream().map(reader::structure).toList();
    List<Goal> goals = goalItems.stream().map(reader::goal).toList();
    reader.checkSums(prescriptions);
    new DefinitionCheck(structures, prescriptions, goals, problems).run();

    Fields own = heads.get(heads.size() - 1);
    List<String> extended = new ArrayList<>(ids.subList(0, ids.size() - 1));
    Collections.reverse(extended);
    return new Protocol(
        ids.get(ids.size() - 1),
        own.text("title"),
        own.text("version"),
        lowest(statuses, own),
        extended,
        sources,
        parameters,
        prescriptions,
        structures,
        goals,
        fractionDose(heads),
        files());
  }

  /** What the last file says that says it. */
  private static FractionDose fractionDose(List<Fields> heads) {
    FractionDose last = FractionDose.CONVENTIONAL;
    for (Fields head : heads) {
      Dose[] range = EntryReader.doseRange(head, "fraction_dose");
      if (range.length > 0) {
        last = new FractionDose(range[0], range[1], true, last.fractions());
      }
      int count = head.count("fractions");
      if (count > 0) {
        last = last.in(count);
      }
    }
    return last;
  }

  /** Where the parts of the protocol stand that has been built. */
  Places places() {
    return places;
  }

  private Fields head(Layer layer) {
    return new Fields(layer.root(), "protocol", Key.PROTOCOL, problems);
  }

  private String id(Fields head) {
    Scalar scalar = head.required("protocol");
    if (scalar == null) {
      return "";
    }
    if (!EntryReader.isId(scalar.text())) {
      head.problem(
          Rule.WRONG_VALUE,
          scalar.location(),
          "the name '" + VisibleText.of(scalar.text()) + "' is not letters, digits and . _ -",
          "Write a name such as sts-postop");
    }
    return scalar.text();
  }

  private Status status(Fields head) {
    head.required("status");
    // a status that cannot be read is an error; the least trust meanwhile
    return Status.valueOf(head.word("status").toUpperCase(Locale.ROOT));
  }

  /** A protocol is trusted no further than what it extends. */
  private Status lowest(List<Status> statuses, Fields own) {
    Status stated = statuses.get(statuses.size() - 1);
    Status lowest = statuses.stream().min(Comparator.naturalOrder()).orElse(stated);
    if (lowest != stated) {
      own.problem(
          Rule.STATUS_LOWERED,
          own.locationOf("status"),
          "the status is %s, but a protocol that it extends is %s, which counts"
              .formatted(word(stated), word(lowest)),
          "Approve the extended protocol, too");
    }
    return lowest;
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Item item : places.of("sources", layers.mapped("sources"))) {
      if (item.value() instanceof Scalar scalar && !scalar.isNull()) {
        sources.put(item.name(), scalar.text().strip());
      } else {
        sources.put(item.name(), "");
        problems.add(
            Rule.WRONG_TYPE,
            item.value().location(),
            "source '%s' is a text, not %s"
                .formatted(VisibleText.of(item.name()), VisibleText.of(item.value().kind())),
            "Write the citation");
      }
    }
    return sources;
  }

  private void declare(String name, String what, SourceLocation location) {
    String other = declared.putIfAbsent(name, what);
    if (other != null && !other.equals(what)) {
      problems.add(
          Rule.NAME_USED_TWICE,
          location,
          "'"
              + VisibleText.of(name)
              + "' is "
              + other
              + " already, and cannot be "
              + what
              + ", too",
          "Rename one of the two");
    }
  }

  private static Set<String> names(Collection<Item> items) {
    return items.stream().map(Item::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<SourceFile> files() {
    List<SourceFile> files = new ArrayList<>();
    for (Layer layer : layers.oldestFirst()) {
      files.add(0, new SourceFile(layer.file().name(), layer.file().sha256()));
    }
    return files;
  }
}
