package hashing.importing;

/**
 * What became of the rows.
 *
 * @param rows read in this run
 * @param indexed documents, those of the runs before among them
 * @param rejected rows that became none, likewise
 * @param seconds this run took
 */
public record ImportResult(long rows, long indexed, long rejected, double seconds) {}
