package org.oarlock.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server on loopback, from the programs that are installed, with its data in a
 * temporary folder. Its texts sort as German does, as in a clinic whose database was set up so.
 */
final class PostgresqlServer implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final int port;
  private int databases;

  private PostgresqlServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts a server; the test is skipped where there is none, unless one is required. */
  static PostgresqlServer start() throws Exception {
    Path programs = programs();
    if (programs == null && "1".equals(System.getenv("OARLOCK_POSTGRESQL_REQUIRED"))) {
      throw new AssertionError("PostgreSQL is required, but initdb was not found");
    }
    Assumptions.assumeTrue(programs != null, "PostgreSQL is not installed");
    Path folder = Files.createTempDirectory("oarlock-postgresql");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    boolean root = System.getProperty("user.name").equals("root");
    if (root) { // the server refuses to run as root
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    }
    Path data = folder.resolve("data");
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    run(
        root,
        programs.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=oarlock",
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=icu",
        "--icu-locale=de",
        "--no-sync");
    int port = freePort();
    Process process =
        command(
                root,
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    PostgresqlServer server = new PostgresqlServer(folder, process, port);
    server.await();
    return server;
  }

  private static Path programs() throws IOException {
    List<Path> candidates = new ArrayList<>();
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions
            .map(version -> version.resolve("bin"))
            .sorted(Comparator.reverseOrder())
            .forEach(candidates::add);
      }
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      candidates.add(Path.of(folder));
    }
    return candidates.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .findFirst()
        .orElse(null);
  }

  private static ProcessBuilder command(boolean root, String... arguments) {
    List<String> command =
        new ArrayList<>(root ? List.of("runuser", "-u", "postgres", "--") : List.of());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(Path.of("/").toFile());
  }

  private static void run(boolean root, String... arguments) throws Exception {
    Process process = command(root, arguments).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        DriverManager.getConnection(url("postgres")).close();
        return;
      } catch (SQLException e) {
        if (attempt == 300 || !process.isAlive()) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=oarlock&password=secret";
  }

  /** The URL of a new, empty database. */
  String newDatabase() {
    String name = "archive" + databases++;
    new StoreReader(url("postgres")).execute("CREATE DATABASE " + name);
    return url(name);
  }

  @Override
  public void close() throws Exception {
    process.destroy(); // runuser hands SIGTERM on
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
