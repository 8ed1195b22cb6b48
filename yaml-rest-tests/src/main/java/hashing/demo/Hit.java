package hashing.demo;

/**
 * One document of an answer.
 *
 * @param id its number among the pictures
 * @param distance in bits, as its score says
 */
record Hit(int id, int distance) {}
