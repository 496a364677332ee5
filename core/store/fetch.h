#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/progress.h"

namespace whence {

/// What a published model is a file of, and so which import reads it.
enum class PublishedForm {
    PyTorchStateDict,    // importPyTorchModel()
    SpleeterCheckpoint,  // a folder, importSpleeter()
};

struct PublishedFile {
    std::string name;
    std::uintmax_t size = 0;  // bytes
};

/// A model that its authors publish. Whence fetches it from there and passes it on to nobody.
struct PublishedModel {
    std::string name;   // "chowdhury-2021": what the user asks for
    std::string title;  // for people
    PublishedForm form = PublishedForm::PyTorchStateDict;
    std::string url;
    std::string fileName;              // of what is downloaded
    std::string sha256;                // of it; or else
    std::string gitBlobSha1;           // git's name for its content
    std::uintmax_t largestSize = 0;    // bytes, of the download
    std::vector<PublishedFile> files;  // that an archive holds, exactly; empty: it is not one
    std::string source;                // who made it and where it is from; sentences
    std::string licence;               // what is known of the permission to use it; sentences
};

/// spleeter-5stems, chowdhury-2021, midlevel-general.
const std::vector<PublishedModel>& publishedModels();

/// The one of that name. Throws Error, naming all, if there is none.
const PublishedModel& publishedModel(const std::string& name);

/// What the user is shown before anything is fetched: source, licence and address.
std::string noticeOf(const PublishedModel& model, const std::string& from = {});

struct FetchOptions {
    std::string from;       // another address, or a file that was downloaded by hand
    int stallSeconds = 30;  // without a byte: given up
};

/// Downloads a model into a folder and verifies size and checksum before anything of it is read.
/// Goes on where an earlier attempt stopped. Returns the file, or the folder of the unpacked
/// archive; if it is there already and still right, nothing is downloaded. Throws Error.
std::filesystem::path fetchModel(const PublishedModel& model, const std::filesystem::path& folder,
                                 const FetchOptions& options = {}, const Progress& progress = {});

/// Takes away what fetchModel() has left in the folder, when it has been imported.
void removeFetched(const PublishedModel& model, const std::filesystem::path& folder);

}  // namespace whence
