package org.oarlock.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Files of reports that are parts of this program: scripts, styles, a schema. */
enum Asset {
  /** uPlot 1.6.32 with its licence in front, since each report is a copy of it. */
  CHART_SCRIPT {
    @Override
    String text() {
      return "/*\n" + read("uPlot.LICENSE.txt") + "\n*/\n" + read("uPlot.iife.min.js");
    }
  },
  CHART_STYLE {
    @Override
    String text() {
      return read("uPlot.min.css");
    }
  },
  REPORT_SCRIPT {
    @Override
    String text() {
      return read("report.js");
    }
  },
  REPORT_STYLE {
    @Override
    String text() {
      return read("report.css");
    }
  },
  PAPER_STYLE {
    @Override
    String text() {
      return read("paper.css");
    }
  },
  /** Of the JSON report, for programs that read it. */
  REPORT_SCHEMA {
    @Override
    String text() {
      return read("report.schema.json");
    }
  };

  abstract String text();

  /** The source expression by which a content security policy allows exactly this text. */
  String policySource() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String read(String name) {
    try (InputStream in = Asset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program's file " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
