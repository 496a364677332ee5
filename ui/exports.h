#pragma once

#include <QObject>
#include <filesystem>
#include <functional>

#include "core/report/analysis_json.h"
#include "ui/document.h"
#include "ui/report/report_pages.h"
#include "ui/task.h"

namespace whence {

/// Writes what is known of the open recording to files, in the background and one thing at a time.
/// Each needs the sources, but for the stems, which need stems.
class Exports : public QObject {
    Q_OBJECT

public:
    explicit Exports(const Document& document, QObject* parent = nullptr);

    void writeReport(const std::filesystem::path& file, const ReportContents& contents);
    void writeJson(const std::filesystem::path& file);
    /// Into a folder: tables as CSV with a description of their columns.
    void writeTables(const std::filesystem::path& folder);
    /// Into a folder: all figures as PNG and SVG.
    void writeFigures(const std::filesystem::path& folder);
    /// Into a folder: the stems of the whole recording as FLAC, or WAV where they exceed full
    /// scale.
    void writeStems(const std::filesystem::path& folder);
    void cancel() { m_task.cancel(); }

Q_SIGNALS:
    void progressed(double done, const QString& what);
    /// It is over: written, failed or cancelled.
    void ended();
    /// Something has been written: a sentence.
    void written(const QString& message);
    void failed(const QString& message);

private:
    /// `work` is done in the background and then told as having been written to `target`.
    void run(const QString& stage, const std::filesystem::path& target,
             const std::function<void(const Progress&)>& work);

    const Document& m_document;
    Task m_task;
};

/// The date of a report or analysis made now.
RunRecord currentRun();

}  // namespace whence
