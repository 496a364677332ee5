#pragma once

#include "core/training/separator_batches.h"

namespace whence {

/// How far masks are from what a batch asks for, and the gradient of that by the logits the masks
/// are the softmax of; both size × frames × bins × stems × 2 values, the channels side by side.
///
/// Shares: the cross entropy of the masks and the true shares, in nats, weighted by the mix's
/// magnitude over its mean. It asks for expected shares, where an absolute error, from a random
/// start, silences what is rarely loud.
///
/// Spectrum: −SI-SDR [Le Roux 2019] in dB of the masked spectra, the mean over excerpts and stems:
/// of the whole spectrum and of each of four bands, which keeps the bass from deciding alone; half
/// of each, and bounded at 30 dB. It gains nothing by scaling a mask, so nothing by silencing a
/// stem. For stems 30 dB below the mix or more the energy their masks let through stands in its
/// place, which hardly matters below −13 dB: a logarithm without that floor makes all masks silent
/// but one.
double separatorLoss(const SeparatorBatch& batch, const float* logits, float* gradient);

}  // namespace whence
