#include "ui/report/report_pages.h"

#include <algorithm>

#include "core/report/report_text.h"
#include "ui/report/figure.h"
#include "ui/report/report_blocks.h"

namespace whence {

namespace {

using Blocks = std::vector<Block>;

void append(Blocks& blocks, const Blocks& more)
{
    blocks.insert(blocks.end(), more.begin(), more.end());
}

/// Those of the figures that have something to show, side by side.
void appendFigures(Blocks& blocks, std::vector<Figure> figures, double gap, int& number)
{
    std::erase_if(figures, [](const Figure& figure) { return figure.size.isEmpty(); });
    if (!figures.empty())
        blocks.push_back(figuresBlock(figures, gap, number));
}

void appendSummary(Blocks& blocks, const ReportText& text, const Analysis& analysis, double width)
{
    blocks.push_back(titleBlock(text, width));
    for (const std::string& warning : text.warnings)
        blocks.push_back(boxBlock(fromUtf8(warning), true, width));
    QStringList notices;
    for (const std::string& notice : text.notices)
        notices << fromUtf8(notice);
    if (!notices.isEmpty())
        blocks.push_back(boxBlock(notices.join('\n'), false, width));
    blocks.back().spaceAfter = 13.0;
    for (const ReportSentence& sentence : text.sentences)
        blocks.push_back(sentenceBlock(sentence, width));
    if (!analysis.checks.empty())
        blocks.push_back(checkSummaryBlock(analysis.checks));
}

void appendPrediction(Blocks& blocks, const Analysis& analysis, double width, int& number)
{
    blocks.push_back(headingBlock("What the model hears"));
    appendFigures(blocks, {planeFigure(analysis, 306.0), predictionsFigure(analysis, 170.0)},
                  width - 476.0, number);
    appendFigures(blocks, {effectsFigure(analysis, width)}, 0.0, number);
}

void appendSources(Blocks& blocks, const Analysis& analysis, double width, int& number)
{
    blocks.push_back(headingBlock("Where it comes from"));
    appendFigures(blocks, {sourcesFigure(analysis, featuresToExplain(analysis, 4), width)}, 0.0,
                  number);
    appendFigures(blocks, {segmentsFigure(analysis, featuresToExplain(analysis, 2), width)}, 0.0,
                  number);
    appendFigures(blocks, {matrixFigure(analysis, width)}, 0.0, number);
}

/// As many states side by side as are legible.
void appendStates(Blocks& blocks, const Analysis& analysis, std::vector<WhatIfState> states,
                  double width, int& number)
{
    constexpr std::ptrdiff_t abreast = 4;
    std::erase_if(states, [&](const WhatIfState& state) {
        return !isOf(state, analysis.model, analysis.window.start);
    });
    if (states.empty())
        return;
    blocks.push_back(headingBlock("What if stems were softer or louder"));
    for (auto first = states.begin(); first != states.end();) {
        const auto last = first + std::min(abreast, states.end() - first);
        appendFigures(blocks, {whatIfFigure(analysis, {first, last}, width)}, 0.0, number);
        first = last;
    }
}

void appendChecks(Blocks& blocks, const Analysis& analysis, double width)
{
    blocks.push_back(headingBlock("Checks"));
    append(blocks, checkBlocks(checksOfChains(analysis), width));
    blocks.back().spaceAfter = 0.0;
    append(blocks, otherChecksBlocks(analysis.checks, featuresOfChains(analysis), width));
    blocks.back().spaceAfter = 14.0;
}

Blocks reportBlocks(const Analysis& analysis, const LogSpectrogram& spectrogram,
                    const ReportText& text, double width, const ReportContents& contents)
{
    Blocks blocks;
    int number = 0;
    appendSummary(blocks, text, analysis, width);
    if (contents.prediction)
        appendPrediction(blocks, analysis, width, number);
    if (contents.sources && hasSources(analysis))
        appendSources(blocks, analysis, width, number);
    appendStates(blocks, analysis, contents.states, width, number);
    if (contents.stemsAndModel) {
        blocks.push_back(headingBlock("Stems and model"));
        appendFigures(blocks, {levelsFigure(analysis, 236.0), qualityFigure(analysis, 236.0)},
                      width - 472.0, number);
    }
    const Figure along = spectrogramFigure(analysis, spectrogram, width);
    if (contents.timeline && !along.size.isEmpty()) {
        blocks.push_back(headingBlock("Along the piece"));
        appendFigures(blocks, {along}, 0.0, number);
    }
    if (contents.checks && !analysis.checks.empty())
        appendChecks(blocks, analysis, width);
    if (contents.definitions) {
        blocks.push_back(headingBlock("What the words mean"));
        blocks.push_back(definitionsBlock(text.definitions, width));
    }
    blocks.push_back(headingBlock("Limits"));
    blocks.push_back(listBlock(text.limits, width));
    blocks.push_back(headingBlock("How this was made"));
    append(blocks, provenanceBlocks(text, width));
    return blocks;
}

void drawRunningHead(Canvas& canvas, const QString& title, const PageGeometry& page)
{
    const TextStyle style{7.2, TextStyle::Face::Regular, canvas.theme().muted};
    const double y = page.top - 20.0;
    canvas.text({page.side, y}, Canvas::elided(title, page.textWidth() - 150.0, style), style);
    canvas.text({page.width - page.side, y}, "Whence: emotion traced to its sources", style,
                Qt::AlignRight);
    canvas.line({page.side, y + 5.0}, {page.width - page.side, y + 5.0}, canvas.theme().hairline,
                0.5);
}

void drawRunningFoot(Canvas& canvas, const Analysis& analysis, const QString& pageText,
                     const PageGeometry& page)
{
    const TextStyle style{7.2, TextStyle::Face::Regular, canvas.theme().muted};
    const double y = page.height - page.bottom + 24.0;
    QString model = "Model: " + fromUtf8(analysis.model.name);
    if (!analysis.separatorName.empty())
        model += "  ·  stems: " + fromUtf8(analysis.separatorName);
    canvas.text({page.side, y}, Canvas::elided(model, page.textWidth() - 70.0, style), style);
    canvas.text({page.width - page.side, y}, pageText, style, Qt::AlignRight);
}

}  // namespace

std::vector<std::function<void(Canvas&)>> layOutReport(const Analysis& analysis,
                                                       const LogSpectrogram& spectrogram,
                                                       const RunRecord& run,
                                                       const PageGeometry& page,
                                                       const ReportContents& contents)
{
    const ReportText text = makeReportText(analysis, run);
    const auto pages = fillPages(
        reportBlocks(analysis, spectrogram, text, page.textWidth(), contents), page.textHeight());
    std::vector<std::function<void(Canvas&)>> result;
    for (std::size_t i = 0; i < pages.size(); ++i)
        result.push_back([=, blocks = pages[i], count = pages.size()](Canvas& canvas) {
            drawRunningHead(canvas, i == 0 ? QString() : fromUtf8(text.title), page);
            drawRunningFoot(canvas, analysis, QString("page %1 of %2").arg(i + 1).arg(count), page);
            for (const PlacedBlock& placed : blocks) {
                canvas.painter().save();
                canvas.painter().translate(page.side, page.top + placed.top);
                placed.block.draw(canvas);
                canvas.painter().restore();
            }
        });
    return result;
}

}  // namespace whence
