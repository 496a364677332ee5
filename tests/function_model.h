#pragma once

#include <utility>

#include "core/model/emotion_model.h"

namespace whence::test {

/// A model that hears what a function of the spectrogram says, in windows of so many frames.
inline EmotionModel functionModel(EmotionModel::Network hear, int windowFrames)
{
    ModelInfo info;
    info.windowFrames = windowFrames;
    return {std::move(info), std::move(hear)};
}

}  // namespace whence::test
