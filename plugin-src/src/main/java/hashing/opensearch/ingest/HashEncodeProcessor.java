package hashing.opensearch.ingest;

import hashing.code.CodeFormat;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.opensearch.model.EncoderInputs;
import hashing.opensearch.model.ModelHandle;
import hashing.opensearch.model.ModelRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
 * {@code ignore_missing}. A batch is encoded in one call, by one state of the model; a document
 * that cannot be encoded fails alone. Thread-safe.
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
    Exception failure = encode(List.of(document)).getFirst();
    if (failure != null) {
      throw failure;
    }
    return document;
  }

  @Override
  public void batchExecute(
      List<IngestDocumentWrapper> wrappers, Consumer<List<IngestDocumentWrapper>> handler) {
    List<Exception> failures =
        encode(wrappers.stream().map(IngestDocumentWrapper::getIngestDocument).toList());
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
    handler.accept(results);
  }

  /** Encodes in place and gives each document's failure, null where there is none. */
  private List<Exception> encode(List<IngestDocument> documents) {
    Exception[] failures = new Exception[documents.size()];
    try (ModelHandle handle = models.acquire(modelId)) {
      List<Integer> slots = new ArrayList<>();
      List<EncoderInput> inputs = new ArrayList<>();
      for (int i = 0; i < failures.length; i++) {
        try {
          EncoderInput input = input(documents.get(i), handle);
          if (input != null) {
            slots.add(i);
            inputs.add(input);
          }
        } catch (IllegalArgumentException e) {
          failures[i] = e;
        }
      }
      List<Encoding> encodings = inputs.isEmpty() ? List.of() : handle.encode(inputs);
      for (int j = 0; j < encodings.size(); j++) {
        int i = slots.get(j);
        failures[i] = write(documents.get(i), encodings.get(j), handle);
      }
    } catch (RuntimeException e) {
      // The model, not a document, is at fault; none of them has a code that could be half right.
      Arrays.fill(failures, e);
    }
    return Arrays.asList(failures);
  }

  private EncoderInput input(IngestDocument document, ModelHandle handle) {
    Object value = document.getFieldValue(field, Object.class, ignoreMissing);
    if (value == null) {
      if (ignoreMissing) {
        return null;
      }
      throw new IllegalArgumentException("field [" + field + "] is null, cannot encode it");
    }
    try {
      return EncoderInputs.of(handle.input(), value);
    } catch (IllegalArgumentException e) {
      // Without its cause: an on_failure handler is given the innermost message alone.
      throw failure(e.getMessage());
    }
  }

  private Exception write(IngestDocument document, Encoding encoding, ModelHandle handle) {
    try {
      return switch (encoding) {
        case Encoding.Refused(String reason) -> failure(reason);
        case Encoding.Encoded encoded -> {
          targets.check(document.getFieldValue("_index", String.class, true), modelId);
          if (qualityField != null) {
            document.setFieldValue(qualityField, quality(encoded));
          }
          int bits = handle.bitCount();
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
