package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.Batch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which plans of archives are judged, by what, and what is kept about them. */
final class ArchiveOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private SettingOption settings;
  @Mixin private ComputationOption computation;
  @Mixin private TrustOption trust;
  @Mixin private PatientOption patient;

  @Parameters(
      arity = "1..*",
      paramLabel = "ROOT",
      description = "Folders (searched through), zip archives and files.")
  private List<Path> roots = new ArrayList<>();

  /** What plans are judged by. */
  private static final class JudgedBy {
    @Option(
        names = "--protocol",
        required = true,
        paramLabel = "FILE",
        description = "The protocol, in YAML.")
    private @Nullable Path protocol;

    @Option(
        names = "--select",
        required = true,
        paramLabel = "FILE",
        description = "YAML: rules that choose a protocol for each plan.")
    private @Nullable Path selection;

    Path file() {
      return selection != null ? selection : protocol != null ? protocol : Path.of("");
    }
  }

  @ArgGroup(multiplicity = "1")
  private JudgedBy by = new JudgedBy();

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "YAML: for structures of the protocol, their names in the plans.")
  private @Nullable Path names;

  @Option(
      names = "--strict",
      description = "A verdict that a contouring convention would turn becomes REVIEW.")
  private boolean strict;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Write a report for a browser per plan into this folder.")
  private @Nullable Path reportDir;

  @Option(
      names = "--patient-key",
      paramLabel = "FILE",
      description = "Link the plans of a patient by a pseudonym, made with the key in this file.")
  private @Nullable Path patientKey;

  /** The folder for single reports, null if none are to be written. */
  @Nullable Path reportDir() {
    return reportDir;
  }

  /** Notes the files that are read, which no option may write. */
  void claim(OutputFiles files) {
    roots.forEach(files::isRead);
    files.isRead(by.file());
    if (names != null) {
      files.isRead(names);
    }
    if (patientKey != null) {
      files.isRead(patientKey);
    }
  }

  /** A usage error where options do not go together; makes the folder for single reports. */
  void prepare() {
    if (by.selection != null && (names != null || !settings.values().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(),
          "With '--select', 'set' and 'names' belong into the rules: every protocol has its own");
    }
    if (reportDir == null) {
      return;
    }
    try {
      Files.createDirectories(reportDir);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--report-dir' names '" + reportDir + "', which cannot be made a folder");
    }
  }

  /**
   * What is asked for.
   *
   * @param folder what relative paths are relative to
   */
  Batch.Request request(Path folder, String store, int jobs, boolean resume) {
    return new Batch.Request(
        roots.stream().map(folder::resolve).toList(),
        folder.resolve(by.file()),
        by.selection != null,
        settings.values(),
        resolved(folder, names),
        strict,
        trust.allowsUnverified(),
        computation.chosen(),
        store,
        jobs,
        resume,
        resolved(folder, reportDir),
        resolved(folder, patientKey),
        patient.isShown());
  }

  private static @Nullable Path resolved(Path folder, @Nullable Path path) {
    return path == null ? null : folder.resolve(path);
  }
}
