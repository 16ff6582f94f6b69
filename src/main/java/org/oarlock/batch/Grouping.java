package org.oarlock.batch;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.FileIndex;
import org.oarlock.store.FileIndex.Copied;
import org.oarlock.store.FileIndex.Placed;
import org.oarlock.store.FileIndex.Unreadable;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.Store;

/**
 * Finds out which planning objects of an archive have to do with one another: every set of files
 * that refer to one another is a unit, to be loaded and linked by itself as if it were a folder. A
 * unit with a plan, or with structures and a dose, is judged; of all other files it is said why
 * they are not.
 *
 * <p>References join: a plan and its structure set, a dose and its plans. A dose none of whose
 * plans is there is joined to the structure set that it names or, if it names none, to those in its
 * frame of reference as long as these have no plans of their own. A damaged plan or dose whose
 * references cannot be read may belong to any structure set in its frame of reference and is joined
 * to all of them, unless they are more than one patient has. Where not even that can be read, it
 * may belong to whatever lies beside it, in its folder or its archive, and is joined to that in the
 * same way. Files with one UID are together unless they are copies, of which the first stands for
 * all.
 */
final class Grouping {
  /** Of one patient; some programs write one frame of reference into all files of all patients. */
  private static final int MOST_IN_FRAME = 30;

  /** Planning objects of one patient in one folder or archive. */
  private static final int MOST_BESIDE = 100;

  private static final String CANNOT_BE_READ = "it cannot be read";

  private final Store store;
  private final FileIndex index;
  private final List<String> roots;

  /** Nodes of a forest, one per UID and one per file; trees are units. */
  private int[] parents = new int[1024];

  private int nodes;
  private final Map<String, Integer> nodeOfUid = new HashMap<>();
  private final BitSet plansHere = new BitSet();
  private final BitSet structureSetsHere = new BitSet();
  private final BitSet structureSetsWithPlan = new BitSet();
  private final Map<String, List<Integer>> structureSetsByFrame = new HashMap<>();
  private final Map<Copied, String> firstOfCopies = new HashMap<>();

  /** By folder or archive, where files lie of which nothing is known: all that could be theirs. */
  private final Map<String, Set<Integer>> besideDamaged = new HashMap<>();

  private List<Unreadable> unreadable = List.of();

  /** By tree: the least UID of its plans, else of its structure sets; and what it holds. */
  private final Map<Integer, Holding> holdings = new HashMap<>();

  private Grouping(Store store, FileIndex index, List<String> roots) {
    this.store = store;
    this.index = index;
    this.roots = roots;
  }

  /** Writes into the index to which unit each file under the roots belongs. */
  static void run(Store store, FileIndex index, List<String> roots) {
    new Grouping(store, index, roots).run();
  }

  private static final class Holding {
    private @Nullable String plan;
    private @Nullable String structureSet;
    private boolean dose;

    private void add(IndexedFile file) {
      switch (file.kind()) {
        case RT_PLAN -> plan = least(plan, nameOf(file));
        case RT_STRUCTURE_SET -> structureSet = least(structureSet, nameOf(file));
        default -> dose = true;
      }
    }

    private static String least(@Nullable String one, String other) {
      return one == null || other.compareTo(one) < 0 ? other : one;
    }

    /** The unit's key, null if there is nothing to judge. */
    private @Nullable String key() {
      return plan != null ? plan : dose ? structureSet : null;
    }
  }

  private void run() {
    for (Copied copied : index.copied(roots)) {
      firstOfCopies.put(new Copied(copied.uid(), copied.sha256(), ""), copied.firstPath());
    }
    findDamaged();
    eachOriginal(this::note);
    eachOriginal(this::join);
    unreadable.forEach(
        file -> joinBeside(nodeOfUid(byPath(file.path())), file.path(), file.archive()));
    eachOriginal(
        file -> holdings.computeIfAbsent(tree(nodeOf(file)), t -> new Holding()).add(file));
    store.transaction(
        () -> {
          index.eachPlanningObject(roots, this::place);
          unreadable.forEach(this::placeUnreadable);
          index.placeImages(roots);
        });
  }

  private void eachOriginal(Consumer<IndexedFile> consumer) {
    index.eachPlanningObject(
        roots,
        placed -> {
          if (firstOfCopiesOf(placed.file()) == null) {
            consumer.accept(placed.file());
          }
        });
  }

  /** The path of the file that this one is a copy of, null if it is none. */
  private @Nullable String firstOfCopiesOf(IndexedFile file) {
    String first = firstOfCopies.get(new Copied(file.uid(), file.sha256(), ""));
    return first == null || first.equals(file.path()) ? null : first;
  }

  // damaged files

  /**
   * Those that cannot be read, and where files lie that do not tell what they belong to; then what
   * lies beside them. A copy stands for its original there.
   */
  private void findDamaged() {
    unreadable = index.unreadable(roots);
    unreadable.forEach(file -> noteDamage(file.path(), file.archive()));
    eachOriginal(
        file -> {
          if (tellsNothing(file)) {
            noteDamage(file.path(), file.archive());
          }
        });
    index.eachPlanningObject(roots, placed -> noteBeside(placed.file()));
  }

  private void noteDamage(String path, String archive) {
    besideDamaged.put(placeOf(path, archive), new LinkedHashSet<>());
  }

  private void noteBeside(IndexedFile file) {
    Set<Integer> beside = besideDamaged.get(placeOf(file.path(), file.archive()));
    if (beside != null) {
      beside.add(nodeOf(file));
    }
  }

  private static boolean tellsNothing(IndexedFile file) {
    return file.problem() != null
        && file.frame().isEmpty()
        && file.structureSet().isEmpty()
        && file.plans().isEmpty();
  }

  /** The archive that a file is a member of, else its folder. */
  private static String placeOf(String path, String archive) {
    return archive.isEmpty()
        ? path.substring(0, Math.max(0, path.lastIndexOf(File.separatorChar)))
        : archive;
  }

  private void joinBeside(int node, String path, String archive) {
    Set<Integer> beside = besideDamaged.getOrDefault(placeOf(path, archive), Set.of());
    if (beside.size() <= MOST_BESIDE) {
      beside.forEach(other -> join(node, other));
    }
  }

  /** It is judged with what it may belong to, and listed as what cannot be read all the same. */
  private void placeUnreadable(Unreadable file) {
    Holding holding = holdings.get(tree(nodeOfUid(byPath(file.path()))));
    String key = holding == null ? null : holding.key();
    index.place(file.root(), file.path(), key == null ? "" : key, CANNOT_BE_READ);
  }

  // joining

  private void note(IndexedFile file) {
    int node = nodeOf(file);
    switch (file.kind()) {
      case RT_PLAN -> {
        plansHere.set(node);
        if (!file.structureSet().isEmpty()) {
          structureSetsWithPlan.set(nodeOfUid(file.structureSet()));
        }
      }
      case RT_STRUCTURE_SET -> {
        structureSetsHere.set(node);
        if (!file.frame().isEmpty()) {
          structureSetsByFrame.computeIfAbsent(file.frame(), f -> new ArrayList<>()).add(node);
        }
      }
      default -> {
        // a dose joins others and is joined by none
      }
    }
  }

  private void join(IndexedFile file) {
    int node = nodeOf(file);
    if (tellsNothing(file)) {
      joinBeside(node, file.path(), file.archive());
    } else if (file.problem() != null && file.kind() != Kind.RT_STRUCTURE_SET) {
      List<Integer> sets = structureSetsByFrame.getOrDefault(file.frame(), List.of());
      if (sets.size() <= MOST_IN_FRAME) {
        sets.forEach(set -> join(node, set));
      }
    }
    if (file.kind() == Kind.RT_PLAN) {
      joinStructureSet(node, file);
    } else if (file.kind() == Kind.RT_DOSE) {
      List<Integer> plans =
          file.plans().stream().map(this::nodeOfUid).filter(plansHere::get).toList();
      plans.forEach(plan -> join(node, plan));
      if (plans.isEmpty() && !joinStructureSet(node, file)) {
        structureSetsWithoutPlan(file.frame()).forEach(set -> join(node, set));
      }
    }
  }

  private boolean joinStructureSet(int node, IndexedFile file) {
    int set = file.structureSet().isEmpty() ? -1 : nodeOfUid(file.structureSet());
    if (set < 0 || !structureSetsHere.get(set)) {
      return false;
    }
    join(node, set);
    return true;
  }

  /** The structure sets in a frame of reference, none if one of them has a plan. */
  private List<Integer> structureSetsWithoutPlan(String frame) {
    List<Integer> sets = structureSetsByFrame.getOrDefault(frame, List.of());
    return sets.stream().anyMatch(structureSetsWithPlan::get) ? List.of() : sets;
  }

  private int nodeOf(IndexedFile file) {
    return nodeOfUid(nameOf(file));
  }

  /** Of a file that has no UID, and was not read to its end, its path. */
  private static String nameOf(IndexedFile file) {
    return file.uid().isEmpty() && file.sha256().isEmpty() ? byPath(file.path()) : file.name();
  }

  private static String byPath(String path) {
    return "path:" + path;
  }

  private int nodeOfUid(String uid) {
    return nodeOfUid.computeIfAbsent(uid, u -> newNode());
  }

  private int newNode() {
    if (nodes == parents.length) {
      parents = Arrays.copyOf(parents, 2 * nodes);
    }
    parents[nodes] = nodes;
    return nodes++;
  }

  private int tree(int node) {
    int root = node;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  private void join(int a, int b) {
    int one = tree(a);
    int other = tree(b);
    parents[Math.max(one, other)] = Math.min(one, other);
  }

  // placing

  private void place(Placed placed) {
    IndexedFile file = placed.file();
    String original = firstOfCopiesOf(file);
    Holding holding = original == null ? holdings.get(tree(nodeOf(file))) : null;
    String key = holding == null ? null : holding.key();
    String unit = key == null ? "" : key;
    String unused =
        original != null ? FileIndex.COPY + original : key == null ? withoutPlan(file) : "";
    if (!unit.equals(placed.unit()) || !unused.equals(placed.unused())) {
      index.place(file.root(), file.path(), unit, unused);
    }
  }

  private static String withoutPlan(IndexedFile file) {
    if (file.kind() == Kind.RT_STRUCTURE_SET) {
      return "no plan and no dose refers to it";
    }
    return file.plans().isEmpty()
        ? "it refers to no plan, and to no structure set that is here"
        : FileIndex.PLAN_MISSING + ": " + VisibleText.of(String.join(", ", file.plans()));
  }
}
