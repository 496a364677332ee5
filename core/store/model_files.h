#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace whence {

/// What a model file holds: a *.whence-model or a *.whence-separator.
enum class ModelKind { Emotion, Separator };

/// A model file in one of the places where Whence looks for them.
struct ModelFile {
    std::string name;  // of the file, without its extension
    std::filesystem::path file;
    ModelKind kind = ModelKind::Emotion;
    bool isBuiltIn = false;  // came with the program
};

/// ".whence-model" or ".whence-separator".
std::string modelExtension(ModelKind kind);

/// All models of the user (modelFolder()) and then the built-in ones, each by name. A built-in one
/// whose name the user's models have too is left out.
std::vector<ModelFile> findModelFiles();

/// The file of a model: the built-in one for an empty name, a file as it is named, else the model
/// of that name. Throws Error, naming what there is, if there is none.
std::filesystem::path modelFile(const std::string& nameOrFile, ModelKind kind);

}  // namespace whence
