#include "ui/corpus_work.h"

#include <algorithm>
#include <utility>

#include "core/audio/audio_folder.h"
#include "core/content_hash.h"
#include "core/report/analysis_cache.h"
#include "ui/core_text.h"
#include "ui/file_dialogs.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

// Only the surroundings of the window are separated here, unlike on the page of one recording.
constexpr const char* kVariant = "corpus";

/// Pooled feature maps take more memory than all the rest, and no table shows them.
void dropEmbeddings(Analysis& analysis)
{
    for (Prediction& prediction : analysis.mixes.predictions)
        prediction.embedding = {};
    for (TimelinePoint& point : analysis.timeline)
        point.prediction.embedding = {};
}

std::shared_ptr<const Analysis> analyzeFile(const fs::path& file, const CorpusTools& tools,
                                            const Progress& progress)
{
    Analysis asked;
    asked.track.sha256 = contentHash(file);
    asked.model.id = tools.model->info().id;
    asked.separatorId = tools.separator ? tools.separator->info().id : std::string();
    asked.options.separation = tools.instruments.separation;
    asked.version = programVersion();
    asked.commit = programCommit();
    const std::string question = questionOf(asked) + kVariant;
    std::optional<AnalysisCache> cache;
    StemSource stems{tools.separator, {}, {}};
    if (const fs::path& folder = tools.instruments.cacheFolder; !folder.empty()) {
        cache.emplace(folder / "analyses");
        stems.cache.emplace(folder / "stems");
    }
    if (cache)
        if (auto known = cache->find(question)) {
            known->track.file = file.filename().string();
            return std::make_shared<const Analysis>(std::move(*known));
        }
    auto analysis = std::make_shared<Analysis>(
        analyze(file, *tools.model, stems, asked.options, progress).analysis);
    dropEmbeddings(*analysis);
    if (cache)
        cache->keep(question, *analysis);
    return analysis;
}

}  // namespace

CorpusWork::CorpusWork(QObject* parent) : QObject(parent)
{
    connect(&m_listing, &Task::failed, this, &CorpusWork::failed);
    connect(&m_listing, &Task::failed, this, &CorpusWork::rested);
    connect(&m_analyzing, &Task::progressed, this, [this](double done, const QString& stage) {
        const int finished = count(CorpusState::Done) + count(CorpusState::Failed);
        Q_EMIT progressed((finished + done) / double(m_rows.size()), tr("Recording %1 of %2: %3")
                                                                         .arg(m_current + 1)
                                                                         .arg(m_rows.size())
                                                                         .arg(localized(stage)));
    });
    connect(&m_analyzing, &Task::failed, this, [this](const QString& message) {
        setRow(m_current, CorpusState::Failed, message, nullptr);
    });
    connect(&m_analyzing, &Task::finished, this, &CorpusWork::analyzeNext, Qt::QueuedConnection);
}

void CorpusWork::start(const fs::path& folder, const CorpusTools& tools)
{
    m_current = -1;
    m_analyzing.cancel();
    m_folder = folder;
    m_tools = tools;
    m_rows.clear();
    Q_EMIT listed();
    m_listing.start([folder](const Progress&) { return audioFilesBelow(folder); },
                    [this](const std::vector<fs::path>& files) {
                        for (const fs::path& file : files)
                            m_rows.push_back({file, CorpusState::Waiting, {}, nullptr});
                        Q_EMIT listed();
                        goOn();
                    });
}

void CorpusWork::cancel()
{
    const int stopped = std::exchange(m_current, -1);
    m_listing.cancel();
    m_analyzing.cancel();
    if (stopped >= 0)
        setRow(stopped, CorpusState::Waiting, {}, nullptr);
    Q_EMIT rested();
}

void CorpusWork::goOn()
{
    if (m_analyzing.isRunning())
        return;
    m_current = 0;
    analyzeNext();
}

void CorpusWork::analyzeNext()
{
    if (m_current < 0 || m_analyzing.isRunning())
        return;
    const auto waiting = std::ranges::find(m_rows, CorpusState::Waiting, &CorpusRow::state);
    if (waiting == m_rows.end()) {
        m_current = -1;
        return Q_EMIT rested();
    }
    m_current = int(waiting - m_rows.begin());
    setRow(m_current, CorpusState::Running, {}, nullptr);
    m_analyzing.start([file = waiting->file, tools = m_tools](
                          const Progress& progress) { return analyzeFile(file, tools, progress); },
                      [this](const std::shared_ptr<const Analysis>& analysis) {
                          setRow(m_current, CorpusState::Done, {}, analysis);
                      });
}

void CorpusWork::setRow(int row, CorpusState state, const QString& message,
                        std::shared_ptr<const Analysis> analysis)
{
    CorpusRow& changed = m_rows[std::size_t(row)];
    changed.state = state;
    changed.message = message;
    changed.analysis = std::move(analysis);
    Q_EMIT rowChanged(row);
}

int CorpusWork::count(CorpusState state) const
{
    return int(std::ranges::count(m_rows, state, &CorpusRow::state));
}

TidyTable corpusTable(const std::vector<CorpusRow>& rows)
{
    std::vector<SummaryRow> summary;
    for (const CorpusRow& row : rows) {
        if (row.state != CorpusState::Done && row.state != CorpusState::Failed)
            continue;
        SummaryRow& entry = summary.emplace_back();
        entry.file = row.file.string();
        entry.status = row.analysis ? TrackStatus::Done : TrackStatus::Failed;
        entry.message = row.message.toStdString();
        if (row.analysis)
            entry.analysis = *row.analysis;
    }
    return summaryTable(summary);
}

}  // namespace whence
