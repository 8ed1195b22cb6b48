package hashing.train.data;

import java.util.List;

/**
 * How to get the files of a data set from its packages.
 *
 * @param needs what the commands ask for, for people: programs, or a release of a system
 * @param steps lines for a shell, to run one after the other in an empty folder
 */
public record Recipe(String needs, List<String> steps) {}
