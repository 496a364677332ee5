#pragma once

#include "core/training/separator_batches.h"

namespace whence {

/// How far masks are from what a batch asks for (methods §16.3), the mean over its excerpts, and
/// the gradient of that by the logits the masks are the softmax of; logits and gradient are size ×
/// frames × bins × stems × 2, the channels side by side.
///
/// Shares: the cross entropy of the masks and the true shares in nats, weighted by the mix's
/// magnitude over its mean. SiSdr: −SI-SDR in dB of the masked spectra, the mean over stems.
double separatorLoss(const SeparatorBatch& batch, const float* logits, float* gradient);

}  // namespace whence
