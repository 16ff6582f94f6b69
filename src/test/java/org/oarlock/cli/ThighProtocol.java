package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small protocol for the thigh test plans, all of whose goals can be judged. */
final class ThighProtocol {
  static final String TEXT =
      """
      protocol: thigh
      title: Thigh
      version: 1.0.0
      status: approved
      prescriptions:
        phase1: {target: PTV1, dose: 50 Gy, fractions: 25}
        phase2: {target: PTV2, dose: 14 Gy, fractions: 7}
        total: {target: PTV2, sum: [phase1, phase2]}
      structures:
        PTV1: {}
        PTV2: {}
        Femur_L: {}
      goals:
        - {id: ptv1-d95, structure: PTV1, dose: phase1, prescription: phase1, goal: "D95%[%] >= 95"}
        - {id: ptv2-d95, structure: PTV2, prescription: total, goal: "D95%[%] >= 95"}
        - {id: femur-v40, structure: Femur_L, goal: "V40Gy[%] < 60"}
      """;

  private ThighProtocol() {}

  static Path in(Path folder) throws IOException {
    return Files.writeString(folder.resolve("thigh.yaml"), TEXT);
  }
}
