#include "ui/views/stem_strips_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "core/explain/wording.h"
#include "ui/core_text.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr double kMeterFloor = -60.0;  // dB
constexpr double kMeterFall = 0.02;    // of the meter's length per call
constexpr int kFaderStepsPerDecibel = 2;

QToolButton* makeSwitch(const QString& text, const QString& tip, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setText(text);
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

/// "−6 dB", "+1.5 dB", "off".
QString gainText(double gain)
{
    if (gain <= kLowestGain)
        return StemStripsView::tr("off");
    const int decimals = gain == std::round(gain) ? 0 : 1;
    return StemStripsView::tr("%1 dB").arg((gain > 0.0 ? QStringLiteral("+") : QString()) +
                                           toText(number(gain, decimals)));
}

/// A switch that is on stands out.
void highlight(QToolButton* button)
{
    QPalette colors;  // as far as nothing is set: those of the window
    if (button->isChecked()) {
        const QPalette window = button->parentWidget()->palette();
        colors.setColor(QPalette::Button, window.color(QPalette::Highlight));
        colors.setColor(QPalette::ButtonText, window.color(QPalette::HighlightedText));
    }
    button->setPalette(colors);
}

}  // namespace

LevelMeter::LevelMeter(const QColor& color, QWidget* parent) : QWidget(parent), m_color(color)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LevelMeter::sizeHint() const
{
    return {60, 8};
}

void LevelMeter::setPeak(float peak)
{
    const double decibels = 20.0 * std::log10(std::max(1e-6, double(peak)));
    const double level = std::clamp(1.0 - decibels / kMeterFloor, 0.0, 1.0);
    const double shown = std::max(level, m_level - kMeterFall);
    if (shown == m_level)
        return;
    m_level = shown;
    update();
}

void LevelMeter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().alternateBase());
    painter.fillRect(QRectF(0, 0, m_level * width(), height()), m_color);
}

StemStripsView::StemStripsView(QWidget* parent) : QWidget(parent)
{
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(4, 2, 4, 2);
    m_layout->setSpacing(2);
    setAccessibleName(tr("Stems"));
    m_weightTitle = new QLabel(this);
    m_weightTitle->setObjectName(QStringLiteral("stripsTitle"));
    m_weightTitle->setAlignment(Qt::AlignRight);
    m_weightTitle->hide();
    m_layout->addWidget(m_weightTitle);
}

void StemStripsView::setFeature(const QString& name, const QString& meaning)
{
    m_weightTitle->setText(name.isEmpty() ? QString() : tr("LIME weight on %1").arg(name));
    m_weightTitle->setToolTip(
        name.isEmpty()
            ? QString()
            : tr("LIME weight of the stem; ± how far it goes from there at most as the window "
                 "moves.") +
                  QLatin1Char('\n') + meaning);
}

StemStripsView::Row StemStripsView::makeRow(int stem, const StemStrip& strip)
{
    const QColor color = stemColor(strip.name, stem);
    Row row;
    row.name = new QToolButton(m_content);
    const QString name = localized(strip.name);
    row.name->setText(name);
    row.name->setCheckable(true);
    row.name->setAutoRaise(true);
    row.name->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("accompaniment")));
    row.name->setToolTip(tr("Select %1 and play it alone (Alt+%2)").arg(name).arg(stem + 1));
    row.mute = makeSwitch(tr("M"), tr("Mute %1").arg(name), m_content);
    row.solo = makeSwitch(tr("S"), tr("Play %1 alone").arg(name), m_content);
    row.fader = new QSlider(Qt::Horizontal, m_content);
    row.fader->setRange(int(kLowestGain) * kFaderStepsPerDecibel,
                        int(kHighestGain) * kFaderStepsPerDecibel);
    row.fader->setPageStep(3 * kFaderStepsPerDecibel);
    row.fader->setAccessibleName(tr("Gain of %1 in decibels").arg(name));
    row.gain = new QLabel(m_content);
    row.gain->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.gain->setMinimumWidth(fontMetrics().horizontalAdvance(gainText(kLowestGain + 0.5)));
    row.meter = new LevelMeter(color, m_content);
    row.weight = new QLabel(m_content);
    row.weight->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.weight->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("+0.00 ± 0.00  ")));

    auto* const box = new QHBoxLayout;
    auto* const swatch = new QLabel(m_content);
    swatch->setFixedWidth(6);
    swatch->setAutoFillBackground(true);
    QPalette colors = swatch->palette();
    colors.setColor(QPalette::Window, color);
    swatch->setPalette(colors);
    box->addWidget(swatch);
    box->addWidget(row.name);
    box->addWidget(row.mute);
    box->addWidget(row.solo);
    box->addWidget(row.fader, 3);
    box->addWidget(row.gain);
    box->addWidget(row.meter, 2);
    box->addWidget(row.weight);
    static_cast<QVBoxLayout*>(m_content->layout())->addLayout(box);

    connect(row.name, &QToolButton::clicked, this, [this, stem] { Q_EMIT stemClicked(stem); });
    connect(row.mute, &QToolButton::toggled, this, [this, stem] { report(stem); });
    connect(row.solo, &QToolButton::toggled, this, [this, stem] { report(stem); });
    connect(row.fader, &QSlider::valueChanged, this, [this, stem] { report(stem); });
    return row;
}

void StemStripsView::showGain(const Row& row)
{
    const QString text = gainText(double(row.fader->value()) / kFaderStepsPerDecibel);
    row.gain->setText(text);
    row.fader->setToolTip(text);
    row.fader->setAccessibleDescription(text);
}

void StemStripsView::showWeight(const Row& row, const StemStrip& strip) const
{
    QString text;
    if (strip.isNearSilent)
        text = tr("near silent");
    else if (strip.weight)
        text =
            signedText(*strip.weight) +
            (strip.interval ? QStringLiteral(" ± %1").arg(*strip.interval, 0, 'f', 2) : QString());
    row.weight->setText(text);
    row.weight->setEnabled(!strip.isNearSilent);
}

void StemStripsView::setStrips(const std::vector<StemStrip>& strips)
{
    const bool sameStems = std::ranges::equal(
        strips, m_strips, [](const StemStrip& a, const StemStrip& b) { return a.name == b.name; });
    m_strips = strips;
    m_weightTitle->setVisible(!strips.empty());
    if (!sameStems) {
        delete m_content;
        m_rows.clear();
        m_content = new QWidget(this);
        auto* const box = new QVBoxLayout(m_content);
        box->setContentsMargins(0, 0, 0, 0);
        box->setSpacing(2);
        m_layout->addWidget(m_content);
        for (int stem = 0; stem < int(strips.size()); ++stem)
            m_rows.push_back(makeRow(stem, strips[std::size_t(stem)]));
        setControls(std::vector<StemControl>(strips.size()));
    }
    for (std::size_t stem = 0; stem < strips.size(); ++stem)
        showWeight(m_rows[stem], strips[stem]);
}

void StemStripsView::setControls(const std::vector<StemControl>& controls)
{
    for (std::size_t stem = 0; stem < std::min(controls.size(), m_rows.size()); ++stem) {
        const Row& row = m_rows[stem];
        const QSignalBlocker muteBlocker(row.mute);
        const QSignalBlocker soloBlocker(row.solo);
        const QSignalBlocker faderBlocker(row.fader);
        row.mute->setChecked(controls[stem].isMuted);
        row.solo->setChecked(controls[stem].isSolo);
        highlight(row.mute);
        highlight(row.solo);
        row.fader->setValue(int(std::lround(controls[stem].gain * kFaderStepsPerDecibel)));
        showGain(row);
    }
}

void StemStripsView::setSelected(int stem)
{
    for (int i = 0; i < int(m_rows.size()); ++i)
        m_rows[std::size_t(i)].name->setChecked(i == stem);
}

void StemStripsView::setPeak(int stem, float peak)
{
    if (stem < int(m_rows.size()))
        m_rows[std::size_t(stem)].meter->setPeak(peak);
}

void StemStripsView::report(int stem)
{
    const Row& row = m_rows[std::size_t(stem)];
    highlight(row.mute);
    highlight(row.solo);
    showGain(row);
    Q_EMIT controlChanged(stem, {double(row.fader->value()) / kFaderStepsPerDecibel,
                                 row.mute->isChecked(), row.solo->isChecked()});
}

}  // namespace whence
