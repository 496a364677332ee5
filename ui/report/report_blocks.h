#pragma once

#include <vector>

#include "core/report/report_text.h"
#include "ui/report/figure.h"
#include "ui/report/page_flow.h"

namespace whence {

// The parts of the report as blocks of this width in pt.

Block headingBlock(const QString& text);
Block titleBlock(const ReportText& text, double width);
/// A box with a colored edge; `isWarning` for what went wrong.
Block boxBlock(const QString& text, bool isWarning, double width);
Block sentenceBlock(const ReportSentence& sentence, double width);
/// "Checks: 6 ok, 2 warnings, …" in one line.
Block checkSummaryBlock(const std::vector<Check>& checks);
/// Figures side by side with their captions; `number` counts the figures of the report.
Block figuresBlock(const std::vector<Figure>& figures, double gap, int& number);
/// The checks as a table, a block a row.
std::vector<Block> checkBlocks(const std::vector<Check>& checks, double width);
/// A row that names the checks that failed or warn of the features that `detailed` leaves out;
/// nothing if there are none.
std::vector<Block> otherChecksBlocks(const std::vector<Check>& checks,
                                     const std::vector<std::string>& detailed, double width);
/// Terms and their meanings in two columns.
Block definitionsBlock(const std::vector<std::pair<std::string, std::string>>& definitions,
                       double width);
Block listBlock(const std::vector<std::string>& sentences, double width);
std::vector<Block> provenanceBlocks(const ReportText& text, double width);

}  // namespace whence
