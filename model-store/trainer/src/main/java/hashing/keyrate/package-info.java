/**
 * How many one-time signatures a second a fibre gives keys for: a simulation of two-photon
 * twin-field key distribution.
 *
 * <p>Symbols: L length of the fibre between the two users, the measuring node in its middle; eta
 * transmittance of one half with its detector; mu intensity, p_mu how often it is sent, else
 * nothing is (o); x_ab clicks per pulse when one user sends a and the other b; n_z pairs per pulse
 * that make a key bit, E_z their error rate; s_0, s_11 those of them of which one user sent
 * nothing, and of single photons of both; phi the phase error of the latter; H_n min-entropy of n
 * key bits.
 *
 * <p>A channel without fluctuations and a key without end: bounds for finite keys, which lower the
 * rates, are left out, so these are not the figures of the paper, which its text says are about
 * 0.01 signatures a second at 650 km.
 *
 * <p>Sources: Y.-M. Xie et al., "Breaking the Rate-Loss Bound of Quantum Key Distribution with
 * Asynchronous Two-Photon Interference", PRX Quantum 3, 020315, 2022 (arXiv 2112.11165); B.-H. Li
 * et al., "One-Time Universal Hashing Quantum Digital Signatures without Perfect Keys", Phys. Rev.
 * Applied 20, 044011, 2023.
 */
package hashing.keyrate;
