#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/corpus_work.h"

namespace whence {

/// A corpus as a table: a recording a row; what it is, where the model hears it, the strongest
/// feature of each emotion with its strongest stem, and the checks.
class CorpusTable : public QAbstractTableModel {
    Q_OBJECT

public:
    /// What the table is sorted by: numbers, or texts.
    static constexpr int kSortRole = Qt::UserRole;

    explicit CorpusTable(const CorpusWork& work, QObject* parent = nullptr);

    /// The model that analyzes: its outputs are columns.
    void setOutputs(const std::vector<std::string>& emotions,
                    const std::vector<std::string>& features);
    /// The rows are others, or one of them has changed.
    void reset();
    void changeRow(int row);

    /// The values of an output in all rows that are done; of one row, if it has one.
    std::vector<double> values(int output) const;
    std::optional<double> value(int row, int output) const;
    /// Names of the outputs: emotions, then features.
    const std::vector<std::string>& outputs() const { return m_outputs; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString causeText(const CorpusRow& row, int emotion) const;
    QString cellText(const CorpusRow& row, int column) const;
    QString hint(const CorpusRow& row, int column) const;
    int alignmentOf(int column) const;
    QVariant sortKey(int row, int column) const;

    const CorpusWork& m_work;
    std::vector<std::string> m_emotions;
    std::vector<std::string> m_outputs;
};

}  // namespace whence
