/**
 * Signs of the principal components, rotated by chance if asked for: what iterative quantisation
 * starts from.
 *
 * <p>Source: Wang, Kumar, Chang, "Semi-Supervised Hashing for Scalable Image Retrieval", CVPR 2010,
 * the unsupervised case; the rotation as in Jégou, Douze, Schmid, Pérez, "Aggregating Local
 * Descriptors into a Compact Image Representation", CVPR 2010.
 *
 * <p>Without a rotation quality falls as bits are added, since components of little variance count
 * as much as the first ones.
 */
package hashing.method.pcahash;
