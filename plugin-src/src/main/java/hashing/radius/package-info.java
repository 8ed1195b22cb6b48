/** Which radius to search by: distances between codes by chance, and what stands out of them. */
package hashing.radius;
