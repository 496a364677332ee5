#include "ui/spectrogram_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include "core/explain/wording.h"
#include "ui/core_text.h"
#include "ui/panel_parts.h"
#include "ui/views/time_ruler.h"

namespace whence {

namespace {

/// From the lowest color to the highest, in dB.
struct LevelRange {
    double floor = 0.0;
    double ceiling = 0.0;
};
constexpr LevelRange kRanges[] = {{-80.0, -10.0}, {-60.0, -10.0}, {-100.0, 0.0}, {-100.0, -30.0}};

}  // namespace

SpectrogramBar::SpectrogramBar(QWidget* parent) : QWidget(parent)
{
    m_stem = makeChoice(QStringLiteral("spectrogramStem"), tr("What the spectrogram shows"), this);
    m_axis = makeChoice(QStringLiteral("spectrogramAxis"), tr("Frequency axis"), this);
    m_axis->addItems({tr("Hz"), tr("Notes"), tr("Model bands")});
    m_colors = makeChoice(QStringLiteral("spectrogramColors"), tr("Colors"), this);
    for (const ColorMap map :
         {ColorMap::Magma, ColorMap::Viridis, ColorMap::Cividis, ColorMap::Gray})
        m_colors->addItem(colorMapName(map));
    m_range = makeChoice(QStringLiteral("spectrogramRange"), tr("Range of levels"), this);
    for (const LevelRange& range : kRanges)
        m_range->addItem(
            tr("%1 to %2 dB").arg(range.floor, 0, 'f', 0).arg(range.ceiling, 0, 'f', 0));
    m_range->setToolTip(tr("Range of levels; 0 dB is a sine at full scale"));
    m_reading = new QLabel(this);
    m_reading->setObjectName(QStringLiteral("spectrogramReading"));
    m_reading->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_reading->setAccessibleName(tr("Under the pointer"));
    m_reading->setToolTip(
        tr("Under the pointer: time, frequency, the nearest note of equal temperament (A4 = 440 "
           "Hz) with the distance in cents, and the level there.\n0 dBFS is a sine at full scale "
           "in both channels. On the model's bands the level is log₁₀(1 + magnitude), as the model "
           "hears it."));

    auto* const box = new QHBoxLayout(this);
    box->setContentsMargins(4, 0, 4, 0);
    box->setSpacing(4);
    for (QComboBox* const choice : {m_stem, m_axis, m_colors, m_range}) {
        box->addWidget(choice);
        connect(choice, &QComboBox::currentIndexChanged, this, &SpectrogramBar::choose);
    }
    box->addWidget(m_reading, 1);
    m_reading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setStems({});
}

int SpectrogramBar::stem() const
{
    return m_stem->currentIndex() - 1;
}

void SpectrogramBar::setStems(const QStringList& stems)
{
    {
        const QSignalBlocker blocker(m_stem);
        m_stem->clear();
        m_stem->addItem(tr("What is heard"));
        for (const QString& stem : stems)
            m_stem->addItem(localized(stem));
    }
    choose();
}

void SpectrogramBar::choose()
{
    m_style.axis = FrequencyAxis(m_axis->currentIndex());
    m_style.colors = ColorMap(m_colors->currentIndex());
    m_style.floor = kRanges[m_range->currentIndex()].floor;
    m_style.ceiling = kRanges[m_range->currentIndex()].ceiling;
    m_range->setEnabled(m_style.axis != FrequencyAxis::Bands);
    // The model hears the mix only, so there are no bands of a stem.
    m_stem->setEnabled(m_style.axis != FrequencyAxis::Bands);
    Q_EMIT styleChanged(m_style);
    Q_EMIT stemChosen(stem());
}

void SpectrogramBar::showReading(const std::optional<SpectrogramReading>& reading)
{
    if (!reading)
        return m_reading->clear();
    QStringList parts = {clockText(reading->time, 2),
                         tr("%1 Hz").arg(reading->frequency, 0, 'f', 0),
                         tr("%1 cents").arg(noteName(reading->frequency))};
    if (reading->level && m_style.axis == FrequencyAxis::Bands)
        parts << tr("log magnitude %1").arg(toText(number(*reading->level)));
    else if (reading->level)
        parts << tr("%1 dBFS").arg(toText(number(*reading->level, 0)));
    m_reading->setText(parts.join(QStringLiteral("   ")));
}

}  // namespace whence
