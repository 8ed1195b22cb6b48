package hashing.opensearch.ingest;

import hashing.code.CodeFormat;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.opensearch.model.EncodedBatch;
import hashing.opensearch.model.EncoderInputs;
import hashing.opensearch.model.ModelRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.core.action.ActionListener;
import org.opensearch.ingest.AbstractProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;

/**
 * The {@code hash_encode} processor: encodes {@code field} with the model {@code model_id} and
 * writes the code, in {@code format}, to {@code target_field}, and the picture's quality, 0 to 100,
 * to {@code quality_field} if there is one.
 *
 * <p>The field holds what the model takes: a string as text, base64 or a {@code data:} URL as
 * image, an array of numbers as vector. A document without it fails, or is left as it is under
 * {@code ignore_missing}. A batch is encoded by one state of the model, on threads for encoding,
 * while the caller's thread goes on; a document that cannot be encoded fails alone, and all of them
 * do where the model takes too long or too much waits for it. Thread-safe.
 */
public final class HashEncodeProcessor extends AbstractProcessor {
  public static final String TYPE = "hash_encode";

  private final ModelRegistry models;
  private final String modelId;
  private final String field;
  private final String targetField;
  private final String qualityField;
  private final boolean ignoreMissing;
  private final CodeFormat format;
  private final TargetFields targets;

  HashEncodeProcessor(
      String tag,
      String description,
      ModelRegistry models,
      String modelId,
      String field,
      String targetField,
      String qualityField,
      boolean ignoreMissing,
      CodeFormat format,
      TargetFields targets) {
    super(tag, description);
    this.models = models;
    this.modelId = modelId;
    this.field = field;
    this.targetField = targetField;
    this.qualityField = qualityField;
    this.ignoreMissing = ignoreMissing;
    this.format = format;
    this.targets = targets;
  }

  @Override
  public IngestDocument execute(IngestDocument document) throws Exception {
    PlainActionFuture<IngestDocument> future = new PlainActionFuture<>();
    execute(
        document,
        (result, failure) -> {
          if (failure == null) {
            future.onResponse(result);
          } else {
            future.onFailure(failure);
          }
        });
    return future.actionGet();
  }

  @Override
  public void execute(IngestDocument document, BiConsumer<IngestDocument, Exception> handler) {
    encode(
        List.of(document),
        failures -> {
          Exception failure = failures.getFirst();
          handler.accept(failure == null ? document : null, failure);
        });
  }

  @Override
  public void batchExecute(
      List<IngestDocumentWrapper> wrappers, Consumer<List<IngestDocumentWrapper>> handler) {
    encode(
        wrappers.stream().map(IngestDocumentWrapper::getIngestDocument).toList(),
        failures -> handler.accept(results(wrappers, failures)));
  }

  private static List<IngestDocumentWrapper> results(
      List<IngestDocumentWrapper> wrappers, List<Exception> failures) {
    List<IngestDocumentWrapper> results = new ArrayList<>(wrappers.size());
    for (int i = 0; i < wrappers.size(); i++) {
      IngestDocumentWrapper wrapper = wrappers.get(i);
      Exception failure = failures.get(i);
      // A new one: the caller goes on with the old one where failures are ignored.
      results.add(
          failure == null
              ? wrapper
              : new IngestDocumentWrapper(
                  wrapper.getSlot(), wrapper.getChildSlot(), wrapper.getIngestDocument(), failure));
    }
    return results;
  }

  /**
   * Encodes in place and hands over, once and maybe on another thread, each document's failure,
   * null where there is none.
   */
  private void encode(List<IngestDocument> documents, Consumer<List<Exception>> handler) {
    Exception[] failures = new Exception[documents.size()];
    List<Integer> slots = new ArrayList<>();
    List<EncoderInput> inputs = new ArrayList<>();
    try {
      InputKind kind = models.model(modelId).input();
      for (int i = 0; i < failures.length; i++) {
        try {
          EncoderInput input = input(documents.get(i), kind);
          if (input != null) {
            slots.add(i);
            inputs.add(input);
          }
        } catch (IllegalArgumentException e) {
          failures[i] = e;
        }
      }
    } catch (RuntimeException e) {
      // The model, not a document, is at fault; none of them has a code that could be half right.
      Arrays.fill(failures, e);
      slots.clear();
    }
    if (slots.isEmpty()) {
      handler.accept(Arrays.asList(failures));
      return;
    }
    models
        .requests()
        .encode(
            modelId,
            inputs,
            false,
            ActionListener.wrap(
                batch -> {
                  write(documents, slots, batch, failures);
                  handler.accept(Arrays.asList(failures));
                },
                e -> {
                  Arrays.fill(failures, e);
                  handler.accept(Arrays.asList(failures));
                }));
  }

  private void write(
      List<IngestDocument> documents,
      List<Integer> slots,
      EncodedBatch batch,
      Exception[] failures) {
    for (int j = 0; j < slots.size(); j++) {
      int i = slots.get(j);
      failures[i] = write(documents.get(i), batch.encodings().get(j), batch.model().bitCount());
    }
  }

  private EncoderInput input(IngestDocument document, InputKind kind) {
    Object value = document.getFieldValue(field, Object.class, ignoreMissing);
    if (value == null) {
      if (ignoreMissing) {
        return null;
      }
      throw new IllegalArgumentException("field [" + field + "] is null, cannot encode it");
    }
    try {
      return EncoderInputs.of(kind, value);
    } catch (IllegalArgumentException e) {
      // Without its cause: an on_failure handler is given the innermost message alone.
      throw failure(e.getMessage());
    }
  }

  private Exception write(IngestDocument document, Encoding encoding, int bits) {
    try {
      return switch (encoding) {
        case Encoding.Refused(String reason) -> failure(reason);
        case Encoding.Encoded encoded -> {
          targets.check(document.getFieldValue("_index", String.class, true), modelId);
          if (qualityField != null) {
            document.setFieldValue(qualityField, quality(encoded));
          }
          document.setFieldValue(targetField, format.format(encoded.code(), bits));
          yield null;
        }
      };
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  private int quality(Encoding.Encoded encoded) {
    if (encoded.picture() == null) {
      throw new IllegalArgumentException(
          "[quality_field]: model [" + modelId + "] has no quality, [pdq] has one");
    }
    return encoded.picture().quality();
  }

  private IllegalArgumentException failure(String reason) {
    return new IllegalArgumentException(
        "field [" + field + "] cannot be encoded by model [" + modelId + "]: " + reason);
  }

  @Override
  public String getType() {
    return TYPE;
  }
}
