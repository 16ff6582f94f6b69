package org.oarlock.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.oarlock.batch.JudgedUnit;

/**
 * What units came to, a file each, in a folder that driver and executors share. A file is there
 * only when it is whole: what has been kept is not judged again, whichever executors are lost.
 */
final class Kept implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int FILES_IN_FOLDER = 1000;

  private final String folder;
  private final SerializableConfiguration configuration;

  /**
   * @param folder a URI
   */
  Kept(String folder, Configuration configuration) {
    this.folder = folder;
    this.configuration = new SerializableConfiguration(configuration);
  }

  boolean has(int number) throws IOException {
    return files().exists(file(number));
  }

  /**
   * Keeps what a unit came to. If it is there already, from an attempt that was thought lost, that
   * stays: it is the same.
   *
   * @param attempt names what no other attempt to judge it is named
   */
  void put(int number, JudgedUnit judged, long attempt) throws IOException {
    FileSystem files = files();
    Path file = file(number);
    Path unfinished = new Path(file.getParent(), "." + number + "." + attempt);
    try (ObjectOutputStream out =
        new ObjectOutputStream(new GZIPOutputStream(files.create(unfinished, true)))) {
      out.writeObject(judged);
    }
    if (!files.rename(unfinished, file)) {
      files.delete(unfinished, false);
      if (!files.exists(file)) {
        throw new IOException(file + " cannot be written");
      }
    }
  }

  JudgedUnit get(int number) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in =
        new ObjectInputStream(new GZIPInputStream(files().open(file(number))))) {
      JudgedUnit judged = (JudgedUnit) in.readObject();
      if (in.read() >= 0) { // only at its end does gzip compare the checksum
        throw new IOException(file(number) + " is not as it was written");
      }
      return judged;
    }
  }

  /** How many of so many units are there, as it is seen from here. */
  int count(int units) throws IOException {
    int found = 0;
    for (int first = 0; first < units; first += FILES_IN_FOLDER) {
      try {
        for (FileStatus file : files().listStatus(file(first).getParent())) {
          found += file.getPath().getName().startsWith(".") ? 0 : 1;
        }
      } catch (FileNotFoundException e) {
        return found;
      }
    }
    return found;
  }

  private Path file(int number) {
    return new Path(folder + "/" + number / FILES_IN_FOLDER + "/" + number);
  }

  /**
   * Not with checksums of its own, which Hadoop adds to a local file system: gzip has them. Each
   * would cost another file and, where Hadoop has no native code, a process that sets its rights.
   */
  private FileSystem files() throws IOException {
    FileSystem files = new Path(folder).getFileSystem(configuration.value());
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }
}
