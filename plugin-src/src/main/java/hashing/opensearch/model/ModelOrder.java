package hashing.opensearch.model;

import hashing.store.ModelName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders models by id, then by version: its runs of digits are compared as numbers and above words,
 * the others as words, so that 1.10 is above 1.9 and 2 above 2-beta.
 */
public enum ModelOrder implements Comparator<ModelName> {
  INSTANCE;

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9._-]+");

  @Override
  public int compare(ModelName a, ModelName b) {
    int order = a.id().compareTo(b.id());
    if (order != 0) {
      return order;
    }
    List<String> left = parts(a.version());
    List<String> right = parts(b.version());
    for (int i = 0; i < Math.max(left.size(), right.size()) && order == 0; i++) {
      order = compareParts(part(left, i), part(right, i));
    }
    return order != 0 ? order : version(a).compareTo(version(b));
  }

  private static List<String> parts(String version) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(version == null ? "" : version);
    while (matcher.find()) {
      parts.add(matcher.group());
    }
    return parts;
  }

  private static String part(List<String> parts, int i) {
    return i < parts.size() ? parts.get(i) : "";
  }

  /** A word is below the end of the version, a number above it. */
  private static int compareParts(String a, String b) {
    int rank = Integer.compare(rank(a), rank(b));
    if (rank != 0) {
      return rank;
    }
    return rank(a) > 0 ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
  }

  private static int rank(String part) {
    return part.isEmpty() ? 0 : Character.isDigit(part.charAt(0)) ? 1 : -1;
  }

  private static String version(ModelName name) {
    return name.version() == null ? "" : name.version();
  }
}
