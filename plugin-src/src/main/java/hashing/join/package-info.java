/**
 * Joins of whole sets of codes: all pairs within a radius, groups of near codes, nearest neighbours
 * of every code. Lucene, no OpenSearch.
 *
 * <p>A join is a sparse product: queries times buckets, buckets times codes. It is worked out row
 * by row; what a query meets in several buckets is merged in a scratchpad before any code is
 * compared.
 *
 * <p>Source: Shivdikar, "SMASH: Sparse Matrix Atomic Scratchpad Hashing", MS thesis, Northeastern
 * University, 2021; Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014.
 */
package hashing.join;
