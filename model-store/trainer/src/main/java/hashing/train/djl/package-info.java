/**
 * Networks: trained with PyTorch through DJL, written as ONNX. DJL is used in this package only.
 */
package hashing.train.djl;
