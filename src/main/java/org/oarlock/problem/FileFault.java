package org.oarlock.problem;

/** Why a file could not be read, in words that tell nothing of the program. */
public final class FileFault {
  private FileFault() {}

  /**
   * Says it as the end of a sentence, {@code the file cannot be read: …}. The message of the fault
   * is not used: it repeats paths, or depends on the operating system and its language.
   */
  public static String words(Throwable fault) {
    if ("Is a directory".equals(fault.getMessage())) {
      return "it is a folder";
    }
    String kind = fault.getClass().getSimpleName();
    return switch (kind) {
      case "NoSuchFileException", "FileNotFoundException" -> "it does not exist";
      case "AccessDeniedException" -> "permission is denied";
      case "NotDirectoryException" -> "a part of its path is a file, not a folder";
      case "FileSystemLoopException" -> "its links lead round in a circle";
      case "ZipException" -> "it is no zip archive, or is damaged";
      case "EOFException" -> "it ends too early";
      case "MalformedInputException", "UnmappableCharacterException" -> "it is not text in UTF-8";
      case "InternalError" -> "it became shorter while it was read"; // of a mapped file
      case "OutOfMemoryError" -> "there is not enough memory for it";
      default -> "the system reports a fault (" + kind + ")";
    };
  }
}
