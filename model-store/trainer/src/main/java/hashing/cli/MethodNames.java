package hashing.cli;

import hashing.method.Methods;
import java.util.Iterator;

/** Ids of methods, for help and for completion. */
final class MethodNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Methods.all().stream().map(Methods.Method::id).iterator();
  }
}
