package org.oarlock.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the program writes: results to one stream, problems to the other, both UTF-8 whatever the
 * locale. Remembers when results could not be written, which a {@link PrintStream} alone forgets.
 */
final class Console {
  /** Set by the launcher, which can tell: Java itself has no way to ask about one stream. */
  private static final String TERMINAL = "oarlock.terminal";

  private final PrintStream out;
  private final Writer writer;
  private final PrintStream err;
  private final boolean interactive;
  private final Guard guard;

  /**
   * @param out takes results
   * @param err takes problems and progress
   * @param interactive whether a person watches {@code err} on a terminal
   */
  Console(OutputStream out, OutputStream err, boolean interactive) {
    this.guard = new Guard(out);
    this.out = new PrintStream(guard, false, StandardCharsets.UTF_8);
    this.writer = new OutputStreamWriter(this.out, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.interactive = interactive;
  }

  /** The console of this process. */
  static Console ofProcess() {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Boolean.getBoolean(TERMINAL));
  }

  PrintStream out() {
    return out;
  }

  /** Writes to {@link #out()}; whoever writes flushes. */
  Writer writer() {
    return writer;
  }

  PrintStream err() {
    return err;
  }

  boolean isInteractive() {
    return interactive;
  }

  /**
   * Writes out what is still held back.
   *
   * @return why results are lost, null if none are. A reader who has seen enough, as {@code head}
   *     does, is no loss.
   */
  @Nullable String finish() {
    out.flush();
    err.flush();
    return guard.failure;
  }

  private static final class Guard extends FilterOutputStream {
    private @Nullable String failure;
    private boolean readerIsGone;

    Guard(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (readerIsGone || failure != null) {
        return;
      }
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Broken pipe") || message.contains("pipe is being closed")) {
          readerIsGone = true;
        } else {
          failure = message;
        }
      }
    }
  }
}
