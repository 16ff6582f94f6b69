package org.oarlock.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a user sets of a protocol. */
final class SettingOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter of the protocol, or states one of its prescriptions.")
  private List<String> settings = new ArrayList<>();

  /** By name, in the order in which they were set; a usage error if one is none. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw usage("Invalid value for option '--set': '" + setting + "' is not NAME=VALUE");
      }
      String name = setting.substring(0, equals).strip();
      if (values.put(name, setting.substring(equals + 1).strip()) != null) {
        throw usage("Option '--set' sets '" + name + "' twice");
      }
    }
    return values;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
