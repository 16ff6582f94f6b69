package org.oarlock.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {
  @TempDir Path folder;

  @Test
  void faults_of_the_file_system_are_told_in_plain_words() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "no zip archive at all");
    assertThat(FileFault.words(catchThrowable(() -> Files.readString(folder.resolve("none")))))
        .isEqualTo("it does not exist");
    assertThat(FileFault.words(catchThrowable(() -> Files.readString(folder))))
        .isEqualTo("it is a folder");
    assertThat(FileFault.words(catchThrowable(() -> new ZipFile(file.toFile()))))
        .isEqualTo("it is no zip archive, or is damaged");
    assertThat(FileFault.words(new AccessDeniedException("Doe^Jane.dcm")))
        .isEqualTo("permission is denied");
    assertThat(FileFault.words(new MalformedInputException(1))).contains("UTF-8");
  }

  @Test
  void an_unknown_fault_is_named_by_its_kind_without_its_message() {
    assertThat(FileFault.words(new IOException("Doe^Jane")))
        .isEqualTo("the system reports a fault (IOException)");
  }
}
