package hashing.importing;

import com.google.gson.JsonObject;
import hashing.code.CodeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.LongConsumer;

/**
 * Brings a file's codes into an index. Documents have ids from the file or from the numbers of its
 * rows, so that sending one twice changes nothing; a killed import goes on from its state file.
 */
public final class Importer {

  private static final int MAX_BATCH_BYTES = 8 << 20;

  /** What to do about an index that is not there and a run that was ended. */
  public record Choices(boolean create, boolean resume) {}

  private final ImportPlan plan;
  private final BulkSender.Patience patience;

  public Importer(ImportPlan plan) {
    this(plan, BulkSender.Patience.USUAL);
  }

  Importer(ImportPlan plan, BulkSender.Patience patience) {
    this.plan = plan;
    this.patience = patience;
  }

  /** Size of the file in the unit of the progress that is told. */
  public long size() throws IOException {
    try (RowReader rows = plan.source().open()) {
      return rows.size();
    }
  }

  /** Reads and checks every row, and writes the file of rejects, but sends nothing. */
  public ImportResult check(LongConsumer progress) throws IOException {
    long start = System.nanoTime();
    JsonObject none = new JsonObject();
    ImportState fresh = new ImportState("", 0, 0, 0, 0, none);
    try (RowReader rows = plan.source().open();
        RejectFile rejects = new RejectFile(plan.rejects(), 0)) {
      ImportLog log = new ImportLog(fresh, null, rejects, done -> {});
      Batches batches = new Batches(rows, plan.form().format(), progress);
      for (BulkBatch batch = batches.next(); batch != null; batch = batches.next()) {
        log.done(batch);
      }
      return result(log.state(), 0, start);
    }
  }

  /**
   * Brings all rows in.
   *
   * @throws IllegalArgumentException if the index is not there and may not be made, or its field
   *     takes other codes, or ids of rows would replace its documents
   * @throws IOException if the file cannot be read or the cluster fails for good
   */
  public ImportResult run(Connection connection, Choices choices, LongConsumer progress)
      throws IOException {
    long start = System.nanoTime();
    ImportState before = stateBefore(choices);
    TargetIndex target = new TargetIndex(connection, plan.index(), plan.field());
    TargetIndex.Field field = target.find();
    boolean made = field == null;
    if (made && before != null) {
      throw new IllegalArgumentException(
          "[--resume] finds no index [" + plan.index() + "]: delete [" + plan.state() + "]");
    }
    if (made) {
      field = create(target, choices);
    }
    checkField(target, field, before);
    if (before == null) {
      before = new ImportState(plan.identity(), 0, 0, 0, 0, target.settings(made));
      before.write(plan.state());
    }
    target.quicken(before.settings());
    ImportState end = send(connection, target, field, before, progress);
    target.restore(before.settings());
    Files.deleteIfExists(plan.state());
    return result(end, before.rows(), start);
  }

  private ImportState stateBefore(Choices choices) throws IOException {
    ImportState state = ImportState.read(plan.state());
    if (state == null) {
      return null;
    }
    if (!choices.resume()) {
      throw new IllegalArgumentException(
          "["
              + plan.state()
              + "] is from an import that did not end: go on with [--resume], or"
              + " delete that file");
    }
    if (!state.source().equals(plan.identity())) {
      throw new IllegalArgumentException(
          "[--resume] goes on with the same file, index and options; ["
              + plan.state()
              + "] has "
              + state.source()
              + ", found "
              + plan.identity());
    }
    return state;
  }

  private TargetIndex.Field create(TargetIndex target, Choices choices) throws IOException {
    if (!choices.create()) {
      throw new IllegalArgumentException(
          "there is no index ["
              + plan.index()
              + "]: make it by the request above, changed as you like, or let [--create] send it");
    }
    target.create(plan.mapping());
    return target.find();
  }

  private void checkField(TargetIndex target, TargetIndex.Field field, ImportState before)
      throws IOException {
    if (field.bitCount() != plan.form().bitCount()) {
      throw new IllegalArgumentException(
          "the file's codes have "
              + plan.form().bitCount()
              + " bits, field ["
              + plan.field()
              + "] of index ["
              + plan.index()
              + "] has "
              + field.bitCount());
    }
    boolean numbered = !plan.hasIds() && plan.idPrefix().isEmpty();
    if (before == null && numbered && target.count() > 0) {
      throw new IllegalArgumentException(
          "index ["
              + plan.index()
              + "] has documents, which ids from row numbers could replace: give [--id] or"
              + " [--id-prefix]");
    }
  }

  private ImportState send(
      Connection connection,
      TargetIndex target,
      TargetIndex.Field field,
      ImportState before,
      LongConsumer progress)
      throws IOException {
    try (RowReader rows = plan.source().open();
        RejectFile rejects = new RejectFile(plan.rejects(), before.rejectBytes())) {
      rows.skip(before.rows());
      ImportLog log = new ImportLog(before, plan.state(), rejects, done -> {});
      log.save();
      Batches batches = new Batches(rows, field.format(), progress);
      BulkSender sender =
          new BulkSender(connection, target.path(), plan.connections(), patience, log::done);
      try {
        for (BulkBatch batch = batches.next(); batch != null; batch = batches.next()) {
          sender.send(batch);
        }
        sender.await();
      } catch (IOException e) {
        throw new IOException(e.getMessage() + "; go on with [--resume]", e);
      } finally {
        log.save();
      }
      return log.state();
    }
  }

  private static ImportResult result(ImportState end, long rowsBefore, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ImportResult(end.rows() - rowsBefore, end.indexed(), end.rejected(), seconds);
  }

  /** Cuts rows into batches and reads their codes. */
  private final class Batches {
    private final RowReader rows;
    private final CodeFormat format;
    private final LongConsumer progress;
    private final byte[] codeField = BulkBatch.codeField(plan.field());
    private long sequence;

    Batches(RowReader rows, CodeFormat format, LongConsumer progress) {
      this.rows = rows;
      this.format = format;
      this.progress = progress;
    }

    /** The next batch, null behind the last. */
    BulkBatch next() throws IOException {
      BulkBatch batch = new BulkBatch(sequence++);
      int count = 0;
      while (count < plan.batch() && batch.bytes() < MAX_BATCH_BYTES) {
        Row row = rows.next();
        if (row == null) {
          break;
        }
        add(batch, row);
        count++;
      }
      progress.accept(rows.position());
      return batch.isEmpty() ? null : batch;
    }

    private void add(BulkBatch batch, Row row) {
      if (row.fault() != null) {
        batch.reject(row, row.fault());
        return;
      }
      try {
        byte[] code = plan.form().read(row.value());
        String id = plan.id(row);
        batch.add(row, id, codeField, format.format(code, plan.form().bitCount()));
      } catch (IllegalArgumentException e) {
        batch.reject(row, e.getMessage());
      }
    }
  }
}
