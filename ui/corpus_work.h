#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/report/corpus_summary.h"
#include "ui/document.h"
#include "ui/task.h"

namespace whence {

enum class CorpusState { Waiting, Running, Done, Failed };

/// A recording of a folder and what is known of it.
struct CorpusRow {
    std::filesystem::path file;
    CorpusState state = CorpusState::Waiting;
    QString message;                           // why it failed
    std::shared_ptr<const Analysis> analysis;  // none: not yet
};

/// What the recordings of a corpus are analyzed with.
struct CorpusTools {
    std::shared_ptr<const EmotionModel> model;
    std::optional<Separator> separator;
    Instruments instruments;
};

/// Analyzes the recordings of a folder in the background, one after the other. One that can't be
/// analyzed does not keep the others from it; what was analyzed before is taken from the cache.
class CorpusWork : public QObject {
    Q_OBJECT

public:
    explicit CorpusWork(QObject* parent = nullptr);

    void start(const std::filesystem::path& folder, const CorpusTools& tools);
    /// What is done stays; goOn() does the rest.
    void cancel();
    void goOn();

    const std::filesystem::path& folder() const { return m_folder; }
    const std::vector<CorpusRow>& rows() const { return m_rows; }
    bool isRunning() const { return m_listing.isRunning() || m_current >= 0; }
    int count(CorpusState state) const;

Q_SIGNALS:
    /// rows() has other recordings.
    void listed();
    void rowChanged(int row);
    /// The share of the folder that is done, and what is being done.
    void progressed(double done, const QString& stage);
    /// Nothing is being done any more.
    void rested();
    void failed(const QString& message);

private:
    void analyzeNext();
    void setRow(int row, CorpusState state, const QString& message,
                std::shared_ptr<const Analysis> analysis);

    std::filesystem::path m_folder;
    CorpusTools m_tools;
    std::vector<CorpusRow> m_rows;
    int m_current = -1;
    Task m_listing;
    Task m_analyzing;
};

/// The rows that are done or failed, as a table for statistics.
TidyTable corpusTable(const std::vector<CorpusRow>& rows);

}  // namespace whence
