package hashing.opensearch.mapper;

import hashing.code.CodeFormat;
import hashing.encode.BuiltInEncoders;
import hashing.store.ModelName;
import java.util.Optional;
import java.util.function.Function;
import org.opensearch.index.mapper.FieldMapper;
import org.opensearch.index.mapper.MapperParsingException;
import org.opensearch.index.mapper.ParametrizedFieldMapper.Parameter;

/** The parameters of a {@code binary_code} mapping, each with its refusals. */
final class CodeParameters {
  private CodeParameters() {}

  /** Bits of a code; must be given, and never changes. */
  static Parameter<Integer> bits(String field, int max) {
    String allowed = "an integer from 1 to " + max;
    return new Parameter<>(
            "bits",
            false,
            () -> null,
            (name, context, value) -> integer(name, "bits", value, 1, max, allowed),
            m -> BinaryCodeFieldMapper.Builder.type(m).bitCount())
        .alwaysSerialize()
        .setValidator(value -> {
          if (value == null) {
            throw refusal(field, "bits", "nothing", allowed + "; the parameter is required");
          }
        });
  }

  /** How codes are written in documents, queries and answers. */
  static Parameter<CodeFormat> format() {
    return new Parameter<>(
        "format",
        false,
        () -> CodeFormat.HEX,
        (name, context, value) -> {
          try {
            return CodeFormat.of(value.toString());
          } catch (IllegalArgumentException e) {
            throw new MapperParsingException("field [" + name + "]: " + e.getMessage(), e);
          }
        },
        m -> BinaryCodeFieldMapper.Builder.type(m).format());
  }

  /** Name of a model, or null. */
  static Parameter<String> modelId(
      String parameter, boolean updateable, Function<FieldMapper, String> initializer) {
    return new Parameter<>(
            parameter,
            updateable,
            () -> null,
            (name, context, value) -> {
              if (value == null) {
                return null;
              }
              if (value instanceof String id && !id.isBlank()) {
                return id;
              }
              throw refusal(
                  name, parameter, "[" + value + "]", "the id of a model, as [name@version]");
            },
            initializer)
        .acceptsNull();
  }

  /** Distance that searches mostly ask for, or null; a hint. */
  static Parameter<Integer> targetDistance(Function<FieldMapper, Integer> initializer) {
    return new Parameter<>(
            "target_distance",
            true,
            () -> null,
            (name, context, value) ->
                value == null
                    ? null
                    : integer(
                        name,
                        "target_distance",
                        value,
                        0,
                        Integer.MAX_VALUE,
                        "an integer from 0 to the field's bits"),
            initializer)
        .acceptsNull();
  }

  /** Refuses values that do not fit one another. */
  static void checkTogether(String field, int bits, CodeFormat format, Integer targetDistance) {
    try {
      format.checkBitCount(bits);
    } catch (IllegalArgumentException e) {
      throw new MapperParsingException("field [" + field + "]: " + e.getMessage(), e);
    }
    if (targetDistance != null && targetDistance > bits) {
      throw refusal(
          field,
          "target_distance",
          "[" + targetDistance + "]",
          "an integer from 0 to " + bits + ", the field's bits");
    }
  }

  /**
   * Refuses models that cannot serve the field, as far as every node can tell: by the form of their
   * names, and by what the built-in ones give.
   */
  static void checkModels(String field, int bits, String modelId, String searchModelId) {
    Optional<BuiltInEncoders.BuiltIn> own = checkModel(field, "model_id", bits, modelId);
    Optional<BuiltInEncoders.BuiltIn> search =
        checkModel(field, "search_model_id", bits, searchModelId);
    if (own.isPresent()
        && search.isPresent()
        && !own.get().codeSpace().equals(search.get().codeSpace())) {
      throw refusal(
          field,
          "search_model_id",
          "[" + searchModelId + "]",
          "a model of the code space of [model_id], which is [" + modelId + "]");
    }
  }

  private static Optional<BuiltInEncoders.BuiltIn> checkModel(
      String field, String parameter, int bits, String modelId) {
    if (modelId == null) {
      return Optional.empty();
    }
    try {
      ModelName.parse(modelId);
    } catch (IllegalArgumentException e) {
      throw new MapperParsingException(
          "field [" + field + "]: parameter [" + parameter + "]: " + e.getMessage(), e);
    }
    Optional<BuiltInEncoders.BuiltIn> builtIn = BuiltInEncoders.find(modelId);
    builtIn.ifPresent(model -> {
      int given = model.encoder().bitCount();
      if (given != bits) {
        throw refusal(
            field,
            parameter,
            "[" + modelId + "], which gives [" + given + "] bits",
            "a model that gives the field's [" + bits + "]");
      }
    });
    return builtIn;
  }

  private static int integer(
      String field, String parameter, Object value, int min, int max, String allowed) {
    try {
      int number = Integer.parseInt(String.valueOf(value));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below as a number out of range is.
    }
    throw refusal(field, parameter, "[" + value + "]", allowed);
  }

  private static MapperParsingException refusal(
      String field, String parameter, String found, String allowed) {
    return new MapperParsingException(
        "field ["
            + field
            + "] of type ["
            + BinaryCodeFieldMapper.CONTENT_TYPE
            + "]: parameter ["
            + parameter
            + "] found "
            + found
            + ", allowed is "
            + allowed);
  }
}
