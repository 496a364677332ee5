<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ColorMap</name>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Gray</source>
        <translation>Grau</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Traces the emotion of music back to perceptual features and sound sources.</source>
        <translation>Führt die Emotion von Musik auf wahrgenommene Merkmale und Klangquellen zurück.</translation>
    </message>
    <message>
        <source>Explain this model: a file or the name of one.</source>
        <translation>Dieses Modell erklären: eine Datei oder der Name eines Modells.</translation>
    </message>
    <message>
        <source>Separate with this: a file or the name of one.</source>
        <translation>Hiermit trennen: eine Datei oder der Name eines Separators.</translation>
    </message>
    <message>
        <source>Take pictures of every page into a folder, with a folder of recordings for the corpus page (or the example&apos;s stems), and end.</source>
        <translation>Bilder aller Seiten in einen Ordner legen, mit einem Ordner von Aufnahmen für die Seite Korpus (sonst den Spuren des Beispiels), und enden.</translation>
    </message>
    <message>
        <source>Measure a scripted run with the recording (or the example), and end.</source>
        <translation>Einen festgelegten Ablauf mit der Aufnahme (oder dem Beispiel) messen und enden.</translation>
    </message>
    <message>
        <source>An audio file, a folder of stems, or a session.</source>
        <translation>Eine Audiodatei, ein Ordner mit Spuren oder eine Sitzung.</translation>
    </message>
</context>
<context>
    <name>whence::AnnotationEditor</name>
    <message>
        <source>move of a label</source>
        <translation>Verschieben einer Marke</translation>
    </message>
    <message>
        <source>text of a label</source>
        <translation>Text einer Marke</translation>
    </message>
    <message>
        <source>There are %1 labels, and no more are kept.</source>
        <translation>Es gibt %1 Marken; mehr werden nicht aufgehoben.</translation>
    </message>
    <message>
        <source>new label</source>
        <translation>neue Marke</translation>
    </message>
    <message>
        <source>removal of a label</source>
        <translation>Entfernen einer Marke</translation>
    </message>
    <message>
        <source>With those of %1 there would be more than %2 labels.</source>
        <translation>Mit denen aus %1 wären es mehr als %2 Marken.</translation>
    </message>
    <message>
        <source>labels of %1</source>
        <translation>Marken aus %1</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben: %1.</translation>
    </message>
</context>
<context>
    <name>whence::AnnotationLane</name>
    <message>
        <source>Labels</source>
        <translation>Marken</translation>
    </message>
    <message>
        <source>Text of the label</source>
        <translation>Text der Marke</translation>
    </message>
    <message>
        <source>Double-click, or press Ctrl+B, to add a label; drag to move it; Return renames and Delete removes the selected one.</source>
        <translation>Doppelklick oder Strg+B setzt eine Marke; Ziehen verschiebt sie; die Eingabetaste benennt die gewählte um, Entf entfernt sie.</translation>
    </message>
    <message>
        <source>Label “%1” at %2 s</source>
        <translation>Marke „%1“ bei %2 s</translation>
    </message>
    <message>
        <source>Label “%1” from %2 s to %3 s</source>
        <translation>Marke „%1“ von %2 s bis %3 s</translation>
    </message>
    <message>
        <source>Double-click here to add a label</source>
        <translation>Doppelklick setzt hier eine Marke</translation>
    </message>
</context>
<context>
    <name>whence::CompareDialog</name>
    <message>
        <source>another stem</source>
        <translation>eine andere Spur</translation>
    </message>
    <message>
        <source>Compare two models</source>
        <translation>Zwei Modelle vergleichen</translation>
    </message>
    <message>
        <source>The other model</source>
        <translation>Das andere Modell</translation>
    </message>
    <message>
        <source>Another &amp;file…</source>
        <translation>Andere &amp;Datei …</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>What the two models say</source>
        <translation>Was die beiden Modelle sagen</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Compare with a model</source>
        <translation>Mit einem Modell vergleichen</translation>
    </message>
    <message>
        <source>The other model is listening: %1 %</source>
        <translation>Das andere Modell hört zu: %1 %</translation>
    </message>
    <message>
        <source>Models can be compared once the window is predicted.</source>
        <translation>Modelle lassen sich vergleichen, sobald der Ausschnitt vorhergesagt ist.</translation>
    </message>
    <message>
        <source>There is only one model here. Choose the file of another, or add one in the menu Models.</source>
        <translation>Hier gibt es nur ein Modell. Wählen Sie die Datei eines anderen, oder fügen Sie eines im Menü Modelle hinzu.</translation>
    </message>
    <message>
        <source>The other model is listening.</source>
        <translation>Das andere Modell hört zu.</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Both heard the same %1 s of the recording.</source>
        <translation>Beide haben dieselben %1 s der Aufnahme gehört.</translation>
    </message>
    <message>
        <source>The other model hears %1 s, this one %2 s.</source>
        <translation>Das andere Modell hört %1 s, dieses %2 s.</translation>
    </message>
    <message>
        <source>This is of another window or model; compare anew for the present one.</source>
        <translation>Das gilt für einen anderen Ausschnitt oder ein anderes Modell; vergleichen Sie neu.</translation>
    </message>
    <message>
        <source>Differences from %1 on are in bold.</source>
        <translation>Unterschiede ab %1 sind fett.</translation>
    </message>
</context>
<context>
    <name>whence::ControlHistory</name>
    <message>
        <source>change of gains</source>
        <translation>Änderung der Pegel</translation>
    </message>
</context>
<context>
    <name>whence::CoreText</name>
    <message>
        <source>melody</source>
        <translation>Melodiosität</translation>
    </message>
    <message>
        <source>articulation</source>
        <translation>Artikulation</translation>
    </message>
    <message>
        <source>rhythm complexity</source>
        <translation>rhythmische Komplexität</translation>
    </message>
    <message>
        <source>rhythm stability</source>
        <translation>rhythmische Stabilität</translation>
    </message>
    <message>
        <source>dissonance</source>
        <translation>Dissonanz</translation>
    </message>
    <message>
        <source>tonal stability</source>
        <translation>tonale Stabilität</translation>
    </message>
    <message>
        <source>minorness</source>
        <translation>Mollcharakter</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Erregung</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>tension</source>
        <translation>Spannung</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>anger</source>
        <translation>Zorn</translation>
    </message>
    <message>
        <source>fear</source>
        <translation>Angst</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>Freude</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>Trauer</translation>
    </message>
    <message>
        <source>tender</source>
        <translation>Zärtlichkeit</translation>
    </message>
    <message>
        <source>vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>piano</source>
        <translation>Klavier</translation>
    </message>
    <message>
        <source>drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>bass</source>
        <translation>Bass</translation>
    </message>
    <message>
        <source>guitar</source>
        <translation>Gitarre</translation>
    </message>
    <message>
        <source>other</source>
        <translation>Übrige</translation>
    </message>
    <message>
        <source>accompaniment</source>
        <translation>Begleitung</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>the vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>the piano</source>
        <translation>Klavier</translation>
    </message>
    <message>
        <source>the drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>the bass</source>
        <translation>Bass</translation>
    </message>
    <message>
        <source>the guitar</source>
        <translation>Gitarre</translation>
    </message>
    <message>
        <source>the other instruments</source>
        <translation>übrige Instrumente</translation>
    </message>
    <message>
        <source>the accompaniment</source>
        <translation>Begleitung</translation>
    </message>
    <message>
        <source>what the stems leave out</source>
        <translation>was die Spuren auslassen</translation>
    </message>
    <message>
        <source>no stem</source>
        <translation>keine Spur</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>fidelity</source>
        <translation>Anpassungsgüte</translation>
    </message>
    <message>
        <source>stability</source>
        <translation>Stabilität</translation>
    </message>
    <message>
        <source>near silent stems</source>
        <translation>fast stille Spuren</translation>
    </message>
    <message>
        <source>bleed</source>
        <translation>Übersprechen</translation>
    </message>
    <message>
        <source>level sensitivity</source>
        <translation>Abhängigkeit vom Pegel</translation>
    </message>
    <message>
        <source>baselines</source>
        <translation>Arten des Weglassens</translation>
    </message>
    <message>
        <source>provenance</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>unlike training</source>
        <translation>Ferne vom Trainingsmaterial</translation>
    </message>
    <message>
        <source>known causes</source>
        <translation>bekannte Ursachen</translation>
    </message>
    <message>
        <source>feature validity</source>
        <translation>Gültigkeit des Merkmals</translation>
    </message>
    <message>
        <source>each mix normalized on its own</source>
        <translation>jede Mischung für sich normalisiert</translation>
    </message>
    <message>
        <source>all mixes normalized alike</source>
        <translation>alle Mischungen gleich normalisiert</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Datei wird gelesen</translation>
    </message>
    <message>
        <source>predicting along the piece</source>
        <translation>Vorhersage entlang des Stücks</translation>
    </message>
    <message>
        <source>changing the level</source>
        <translation>Pegel werden geändert</translation>
    </message>
    <message>
        <source>separating the sources</source>
        <translation>Klangquellen werden getrennt</translation>
    </message>
    <message>
        <source>predicting the mixes</source>
        <translation>Mischungen werden vorhergesagt</translation>
    </message>
    <message>
        <source>moving the window</source>
        <translation>Ausschnitt wird verschoben</translation>
    </message>
    <message>
        <source>taking stems away</source>
        <translation>Spuren werden weggelassen</translation>
    </message>
    <message>
        <source>fetching</source>
        <translation>wird geholt</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>wird entpackt</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>wird importiert</translation>
    </message>
    <message>
        <source>demonstration model, trained on synthesized music</source>
        <translation>Vorführmodell, mit synthetischer Musik trainiert</translation>
    </message>
    <message>
        <source>demonstration separator, trained on synthesized music</source>
        <translation>Vorführ-Separator, mit synthetischer Musik trainiert</translation>
    </message>
    <message>
        <source>Demonstration separator, trained on synthesized music.</source>
        <translation>Vorführ-Separator, mit synthetischer Musik trainiert.</translation>
    </message>
    <message>
        <source>demonstration separator, trained on synthesized music and further voices</source>
        <translation>Vorführ-Separator, mit synthetischer Musik und weiteren Stimmen trainiert</translation>
    </message>
    <message>
        <source>Demonstration separator, trained on synthesized music and further voices.</source>
        <translation>Vorführ-Separator, mit synthetischer Musik und weiteren Stimmen trainiert.</translation>
    </message>
    <message>
        <source>Whence demonstration model</source>
        <translation>Vorführmodell von Whence</translation>
    </message>
    <message>
        <source>Whence demonstration separator</source>
        <translation>Vorführ-Separator von Whence</translation>
    </message>
    <message>
        <source>All stems sound in this window.</source>
        <translation>Alle Spuren klingen in diesem Ausschnitt.</translation>
    </message>
    <message>
        <source>There is but one stem, into which nothing can bleed.</source>
        <translation>Es gibt nur eine Spur, in die nichts übersprechen kann.</translation>
    </message>
    <message>
        <source>no stem raises it.</source>
        <translation>keine Spur hebt es.</translation>
    </message>
    <message>
        <source>no stem lowers it.</source>
        <translation>keine Spur senkt es.</translation>
    </message>
    <message>
        <source>The explained window is silent (below −90 dB): nothing in it can be traced to a source.</source>
        <translation>Der erklärte Ausschnitt ist still (unter −90 dB): nichts darin lässt sich auf eine Klangquelle zurückführen.</translation>
    </message>
    <message>
        <source>The model&apos;s card does not say what its training data sound like to it, so it is unknown whether the mixes are unlike them.</source>
        <translation>Der Steckbrief des Modells sagt nicht, wie sein Trainingsmaterial für das Modell klingt; darum ist unbekannt, ob die Mischungen ihm fern sind.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Emotions</source>
        <translation>Emotionen</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Base channels</source>
        <translation>Grundkanäle</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>Abtastrate</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>Reference set</source>
        <translation>Referenzmenge</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1, which in this window comes in part from %2 (weight %3), more than from any other stem.</source>
        <translation>%1. In diesem Ausschnitt kommt das zum Teil von: %2 (Gewicht %3), mehr als von jeder anderen Spur.</translation>
    </message>
    <message>
        <source>%1, which in this window comes mostly from %2 (weight %3).</source>
        <translation>%1. In diesem Ausschnitt kommt das zum größten Teil von: %2 (Gewicht %3).</translation>
    </message>
    <message>
        <source>%1, which in this window comes more from %2 (weight %3) than from any other stem.</source>
        <translation>%1. In diesem Ausschnitt kommt das mehr als von jeder anderen Spur von: %2 (Gewicht %3).</translation>
    </message>
    <message>
        <source>%1. In this window %2 depends most on %3, which raise it (weight %4) and so work against this effect; %5</source>
        <translation>%1. In diesem Ausschnitt hat auf das Merkmal „%2“ den größten Einfluss: %3; die Spur hebt es (Gewicht %4) und wirkt so diesem Effekt entgegen; %5</translation>
    </message>
    <message>
        <source>%1. In this window %2 depends most on %3, which raises it (weight %4) and so works against this effect; %5</source>
        <translation>%1. In diesem Ausschnitt hat auf das Merkmal „%2“ den größten Einfluss: %3; die Spur hebt es (Gewicht %4) und wirkt so diesem Effekt entgegen; %5</translation>
    </message>
    <message>
        <source>%1. In this window %2 depends most on %3, which lower it (weight %4) and so work against this effect; %5</source>
        <translation>%1. In diesem Ausschnitt hat auf das Merkmal „%2“ den größten Einfluss: %3; die Spur senkt es (Gewicht %4) und wirkt so diesem Effekt entgegen; %5</translation>
    </message>
    <message>
        <source>%1. In this window %2 depends most on %3, which lowers it (weight %4) and so works against this effect; %5</source>
        <translation>%1. In diesem Ausschnitt hat auf das Merkmal „%2“ den größten Einfluss: %3; die Spur senkt es (Gewicht %4) und wirkt so diesem Effekt entgegen; %5</translation>
    </message>
    <message>
        <source>what lowers it most: %1 (weight %2).</source>
        <translation>am stärksten senkt es: %1 (Gewicht %2).</translation>
    </message>
    <message>
        <source>which stem lowers it most is a matter of method.</source>
        <translation>welche Spur es am stärksten senkt, hängt vom Verfahren ab.</translation>
    </message>
    <message>
        <source>which stem raises it most is a matter of method.</source>
        <translation>welche Spur es am stärksten hebt, hängt vom Verfahren ab.</translation>
    </message>
    <message>
        <source>what raises it most: %1 (weight %2).</source>
        <translation>am stärksten hebt es: %1 (Gewicht %2).</translation>
    </message>
    <message>
        <source>%1. No stem is named: %2. One more check failed.</source>
        <translation>%1. Keine Spur wird benannt: %2. Eine weitere Prüfung ist nicht bestanden.</translation>
    </message>
    <message>
        <source>%1. No stem is named: %2. %3 more checks failed.</source>
        <translation>%1. Keine Spur wird benannt: %2. %3 weitere Prüfungen sind nicht bestanden.</translation>
    </message>
    <message>
        <source>%1. No stem is named: %2</source>
        <translation>%1. Keine Spur wird benannt: %2</translation>
    </message>
    <message>
        <source>%1. It is not traced further: %2</source>
        <translation>%1. Das wird nicht weiter zurückverfolgt: %2</translation>
    </message>
    <message>
        <source>%1. No stem changes it in this window.</source>
        <translation>%1. Keine Spur ändert es in diesem Ausschnitt.</translation>
    </message>
    <message>
        <source>%1; no feature has an effect on it.</source>
        <translation>%1; kein Merkmal hat einen Effekt darauf.</translation>
    </message>
    <message>
        <source>%1, although the largest effect, from %2 (%3), lowers it</source>
        <translation>%1, obwohl der größte Effekt sie senkt: %2 (%3)</translation>
    </message>
    <message>
        <source>%1, although the largest effect, from %2 (%3), raises it</source>
        <translation>%1, obwohl der größte Effekt sie hebt: %2 (%3)</translation>
    </message>
    <message>
        <source>%1, mainly from %2 (%3)</source>
        <translation>%1, vor allem durch: %2 (%3)</translation>
    </message>
    <message>
        <source>%1, with the largest of several effects from %2 (%3)</source>
        <translation>%1; der größte von mehreren Effekten: %2 (%3)</translation>
    </message>
    <message>
        <source>centered effect %1, %2 of the absolute centered effects</source>
        <translation>zentrierter Effekt %1, %2 der absoluten zentrierten Effekte</translation>
    </message>
    <message>
        <source>effect %1, %2 of the absolute effects, not compared with any reference set</source>
        <translation>Effekt %1, %2 der absoluten Effekte, mit keiner Referenzmenge verglichen</translation>
    </message>
    <message>
        <source>%1 (%2 compared with the reference set “%3”)</source>
        <translation>%1 (%2 gegenüber der Referenzmenge „%3“)</translation>
    </message>
    <message>
        <source>%1 being low</source>
        <translation>wenig %1</translation>
    </message>
    <message>
        <source>The model “%1” hears perceptual features only: there is no emotion to trace back, but each feature is traced to the stems.</source>
        <translation>Das Modell „%1“ hört nur wahrgenommene Merkmale: Es gibt keine Emotion zurückzuführen, doch jedes Merkmal wird auf die Spuren zurückgeführt.</translation>
    </message>
    <message>
        <source>No stem changes %1 in this window.</source>
        <translation>Keine Spur ändert das Merkmal „%1“ in diesem Ausschnitt.</translation>
    </message>
    <message>
        <source>There is but one stem, so fidelity does not apply to %1: its weight is all that it changes.</source>
        <translation>Es gibt nur eine Spur, darum sagt die Anpassungsgüte hier nichts (%1): Ihr Gewicht ist alles, was sie ändert.</translation>
    </message>
    <message>
        <source>%1 is not explained by single stems (fidelity %2, where %3 stems that just add up reach %4): %5 of its variance over the mixes are joint effects of several.</source>
        <translation>%1 lässt sich nicht durch einzelne Spuren erklären (Anpassungsgüte %2; %3 Spuren, die sich nur addieren, erreichen %4): %5 der Varianz über die Mischungen sind gemeinsame Effekte mehrerer Spuren.</translation>
    </message>
    <message>
        <source>%1 is only partly explained by single stems (fidelity %2, where %3 stems that just add up reach %4).</source>
        <translation>%1 lässt sich nur zum Teil durch einzelne Spuren erklären (Anpassungsgüte %2; %3 Spuren, die sich nur addieren, erreichen %4).</translation>
    </message>
    <message>
        <source>Single stems describe how %1 varies over the mixes (fidelity %2, where %3 stems that just add up reach %4); that does not prove the explanation correct.</source>
        <translation>Einzelne Spuren beschreiben, wie sich das Merkmal „%1“ über die Mischungen ändert (Anpassungsgüte %2; %3 Spuren, die sich nur addieren, erreichen %4); das beweist nicht, dass die Erklärung stimmt.</translation>
    </message>
    <message>
        <source>The window was not moved, so it is unknown whether %1 would be explained alike beside it.</source>
        <translation>Der Ausschnitt wurde nicht verschoben; darum ist unbekannt, ob das Merkmal „%1“ daneben ebenso erklärt würde.</translation>
    </message>
    <message>
        <source>Over %1 placements of the window it is undecided between %2 (%3 of %4) and %5 (%6 of %7) what %8 depends on most.</source>
        <translation>Über %1 Lagen des Ausschnitts ist unentschieden, was den größten Einfluss hat: %2 (%3 von %4) oder %5 (%6 von %7); Merkmal: „%8“.</translation>
    </message>
    <message>
        <source>Over %1 placements of the window the weight of %2 on %3 changes its sign (%4 to %5).</source>
        <translation>Über %1 Lagen des Ausschnitts wechselt ein Gewicht sein Vorzeichen (%4 bis %5): %2 für das Merkmal „%3“.</translation>
    </message>
    <message>
        <source>%1 depends most on %2 in %3 of %4 placements of the window (weight %5 to %6).</source>
        <translation>%1: den größten Einfluss hat in %3 von %4 Lagen des Ausschnitts: %2 (Gewicht %5 bis %6).</translation>
    </message>
    <message>
        <source>%1 is %2 in the recording and %3 in the sum of the stems; what the stems leave out is %4 dB below the recording. The stems do not explain the recording.</source>
        <translation>%1 beträgt %2 in der Aufnahme und %3 in der Summe der Spuren; was die Spuren auslassen, liegt %4 dB unter der Aufnahme. Die Spuren erklären die Aufnahme nicht.</translation>
    </message>
    <message>
        <source>%1 is %2 in the recording and %3 in the sum of the stems; what the stems leave out is %4 dB below the recording. Part of the recording is in no stem.</source>
        <translation>%1 beträgt %2 in der Aufnahme und %3 in der Summe der Spuren; was die Spuren auslassen, liegt %4 dB unter der Aufnahme. Ein Teil der Aufnahme ist in keiner Spur.</translation>
    </message>
    <message>
        <source>%1 is %2 in the recording and %3 in the sum of the stems; what the stems leave out is %4 dB below the recording.</source>
        <translation>%1 beträgt %2 in der Aufnahme und %3 in der Summe der Spuren; was die Spuren auslassen, liegt %4 dB unter der Aufnahme.</translation>
    </message>
    <message>
        <source>%1 is %2 in the recording and %3 in the sum of the stems. The stems do not explain the recording.</source>
        <translation>%1 beträgt %2 in der Aufnahme und %3 in der Summe der Spuren. Die Spuren erklären die Aufnahme nicht.</translation>
    </message>
    <message>
        <source>%1 is %2 in the recording and %3 in the sum of the stems.</source>
        <translation>%1 beträgt %2 in der Aufnahme und %3 in der Summe der Spuren.</translation>
    </message>
    <message>
        <source>%1 seems to depend most on %2, near silent here (%3 dB to the mix): no sound that weak can be the cause.</source>
        <translation>%1: den größten Einfluss scheint zu haben: %2, hier fast still (%3 dB zur Mischung). Kein so schwacher Klang kann die Ursache sein.</translation>
    </message>
    <message>
        <source>Near silent in this window and no cause of anything: %1.</source>
        <translation>In diesem Ausschnitt fast still und keine Ursache von etwas: %1.</translation>
    </message>
    <message>
        <source>%1 sound alike (correlation of their envelopes %2): one may have bled into the other, so they may share credit.</source>
        <translation>%1 klingen ähnlich (Korrelation der Hüllkurven %2): Die eine Spur kann in die andere übergesprochen haben, sodass sich beide die Wirkung teilen.</translation>
    </message>
    <message>
        <source>No two stems sound alike; most alike are %1 (correlation of their envelopes %2).</source>
        <translation>Keine zwei Spuren klingen ähnlich; am ähnlichsten sind %1 (Korrelation der Hüllkurven %2).</translation>
    </message>
    <message>
        <source>%1 depends most on %2 also with %3 (weight %4).</source>
        <translation>%1: den größten Einfluss hat auch bei anderer Normalisierung (%3): %2 (Gewicht %4).</translation>
    </message>
    <message>
        <source>What %1 depends on most is a matter of level: %2 (weight %3), but %4 with %5 (weight %6).</source>
        <translation>Wovon das Merkmal „%1“ am meisten abhängt, ist eine Frage des Pegels: %2 (Gewicht %3), bei anderer Normalisierung (%5) aber: %4 (Gewicht %6).</translation>
    </message>
    <message>
        <source>Stems were taken away in one way only, so it is unknown whether another would change the explanation of %1.</source>
        <translation>Spuren wurden nur auf eine Art weggelassen; darum ist unbekannt, ob eine andere die Erklärung ändern würde (%1).</translation>
    </message>
    <message>
        <source>In whatever way a single stem is taken away, %1 changes most without %2.</source>
        <translation>Auf welche Art auch eine einzelne Spur weggelassen wird: %1 ändert sich am meisten ohne %2.</translation>
    </message>
    <message>
        <source>Without which single stem %1 changes most depends on how it is taken away: %2.</source>
        <translation>Ohne welche einzelne Spur sich das Merkmal „%1“ am meisten ändert, hängt davon ab, wie sie weggelassen wird: %2.</translation>
    </message>
    <message>
        <source>Model “%1”; stems by %2; one window of %3 s from %4; all %5 mixes, %6; LIME with kernel width %7 and ridge %8. %9</source>
        <translation>Modell „%1“; Spuren: %2; ein Ausschnitt von %3 s ab %4; alle %5 Mischungen, %6; LIME mit Kernbreite %7 und Regularisierung %8. %9</translation>
    </message>
    <message>
        <source>Model “%1”; stems by %2; one window of %3 s from %4; all %5 mixes, %6; LIME with kernel width %7 and ridge %8.</source>
        <translation>Modell „%1“; Spuren: %2; ein Ausschnitt von %3 s ab %4; alle %5 Mischungen, %6; LIME mit Kernbreite %7 und Regularisierung %8.</translation>
    </message>
    <message>
        <source>%1 s on, repeated to the model&apos;s length</source>
        <translation>%1 s, wiederholt bis zur Länge des Modells</translation>
    </message>
    <message>
        <source>%1 s on</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 of %2 mixes, %3 of their weight, sound to the model less like its training data than 95 % of these do, the sum of all stems among them; what it says of them is a guess.</source>
        <translation>%1 von %2 Mischungen, %3 ihres Gewichts, klingen für das Modell seinem Trainingsmaterial ferner als 95 % davon, auch die Summe aller Spuren; was es über sie sagt, ist geraten.</translation>
    </message>
    <message>
        <source>%1 of %2 mixes, %3 of their weight, sound to the model less like its training data than 95 % of these do; what it says of them is a guess.</source>
        <translation>%1 von %2 Mischungen, %3 ihres Gewichts, klingen für das Modell seinem Trainingsmaterial ferner als 95 % davon; was es über sie sagt, ist geraten.</translation>
    </message>
    <message>
        <source>%1 of %2 mixes, %3 of their weight, sound to the model less like its training data than 95 % of these do.</source>
        <translation>%1 von %2 Mischungen, %3 ihres Gewichts, klingen für das Modell seinem Trainingsmaterial ferner als 95 % davon.</translation>
    </message>
    <message>
        <source>%1 Human raters agree little on %2 (Cronbach&apos;s alpha %3).</source>
        <translation>%1 Menschen urteilen über dieses Merkmal wenig einheitlich: %2 (Cronbachs Alpha %3).</translation>
    </message>
    <message>
        <source>The model&apos;s card does not say how well it hears %1.</source>
        <translation>Der Steckbrief des Modells sagt nicht, wie gut es das Merkmal „%1“ hört.</translation>
    </message>
    <message>
        <source>The model predicts %1 with r = %2 on %3: too poorly to explain anything by it.</source>
        <translation>Das Modell sagt das Merkmal „%1“ mit r = %2 voraus (%3): zu schlecht, um etwas damit zu erklären.</translation>
    </message>
    <message>
        <source>On music with known causes the strongest stem of %1 was the true one in %2 % of %3 clips, with separated stems: more often wrong than right.</source>
        <translation>In Musik mit bekannten Ursachen war die stärkste Spur des Merkmals „%1“ in %2 % von %3 Stücken die wahre, mit getrennten Spuren: öfter falsch als richtig.</translation>
    </message>
    <message>
        <source>On music with known causes the strongest stem of %1 was the true one in %2 % of %3 clips, with true stems: more often wrong than right.</source>
        <translation>In Musik mit bekannten Ursachen war die stärkste Spur des Merkmals „%1“ in %2 % von %3 Stücken die wahre, mit wahren Spuren: öfter falsch als richtig.</translation>
    </message>
    <message>
        <source>On music with known causes the strongest stem of %1 was the true one in %2 % of %3 clips, with separated stems.</source>
        <translation>In Musik mit bekannten Ursachen war die stärkste Spur des Merkmals „%1“ in %2 % von %3 Stücken die wahre, mit getrennten Spuren.</translation>
    </message>
    <message>
        <source>On music with known causes the strongest stem of %1 was the true one in %2 % of %3 clips, with true stems.</source>
        <translation>In Musik mit bekannten Ursachen war die stärkste Spur des Merkmals „%1“ in %2 % von %3 Stücken die wahre, mit wahren Spuren.</translation>
    </message>
    <message>
        <source>How often explanations of %1 are right was not measured on enough music with known causes.</source>
        <translation>Wie oft Erklärungen des Merkmals „%1“ stimmen, wurde nicht an genug Musik mit bekannten Ursachen gemessen.</translation>
    </message>
    <message>
        <source>The model predicts %1 with r = %2 on %3: poorly, so doubt what is explained by it.</source>
        <translation>Das Modell sagt das Merkmal „%1“ mit r = %2 voraus (%3): schlecht, also bezweifeln Sie, was damit erklärt wird.</translation>
    </message>
    <message>
        <source>The model predicts %1 with r = %2 on %3.</source>
        <translation>Das Modell sagt das Merkmal „%1“ mit r = %2 voraus (%3).</translation>
    </message>
    <message>
        <source>the stem “%1”</source>
        <translation>Spur „%1“</translation>
    </message>
    <message>
        <source>The model hears %1 s at once, so no more than that is explained.</source>
        <translation>Das Modell hört %1 s auf einmal; mehr als das wird nicht erklärt.</translation>
    </message>
    <message>
        <source>The explained part lasts only %1 s and is repeated to fill the model&apos;s window: short repetitions make it hear more arousal than there is. Take 3 s or more.</source>
        <translation>Der erklärte Teil dauert nur %1 s und wird wiederholt, bis er den Ausschnitt des Modells füllt: Kurze Wiederholungen lassen es mehr Erregung hören, als da ist. Nehmen Sie 3 s oder mehr.</translation>
    </message>
    <message>
        <source>The recording has %1 channels; their mean is analyzed.</source>
        <translation>Die Aufnahme hat %1 Kanäle; ihr Mittel wird analysiert.</translation>
    </message>
    <message>
        <source>The analysis was not kept for the next time: %1</source>
        <translation>Die Analyse wurde nicht für das nächste Mal aufgehoben: %1</translation>
    </message>
    <message>
        <source>Damaged parts of the file could not be decoded and were left out (%1 of %2 blocks).</source>
        <translation>Beschädigte Teile der Datei ließen sich nicht lesen und wurden ausgelassen (%1 von %2 Blöcken).</translation>
    </message>
    <message>
        <source>The file contains %1 samples that are not finite numbers; they were set to 0.</source>
        <translation>Die Datei enthält %1 Abtastwerte, die keine endlichen Zahlen sind; sie wurden auf 0 gesetzt.</translation>
    </message>
    <message>
        <source>The file %1 does not exist.</source>
        <translation>Die Datei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 is a folder, not an audio file.</source>
        <translation>%1 ist ein Ordner, keine Audiodatei.</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation>%1 ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>%1 is not a regular file.</source>
        <translation>%1 ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>The file %1 is empty.</source>
        <translation>Die Datei %1 ist leer.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be opened for reading.</source>
        <translation>Die Datei %1 lässt sich nicht zum Lesen öffnen.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read as audio: %2.</source>
        <translation>Die Datei %1 lässt sich nicht als Klang lesen: %2.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read to its end.</source>
        <translation>Die Datei %1 lässt sich nicht bis zum Ende lesen.</translation>
    </message>
    <message>
        <source>The file %1 has a sample rate of %2 Hz, which can&apos;t be used: 1 kHz to 768 kHz can.</source>
        <translation>Die Datei %1 hat eine Abtastrate von %2 Hz, die nicht brauchbar ist: 1 kHz bis 768 kHz sind es.</translation>
    </message>
    <message>
        <source>The recording %1 does not fit into memory.</source>
        <translation>Die Aufnahme %1 passt nicht in den Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>The file %1 contains no sound.</source>
        <translation>Die Datei %1 enthält keinen Klang.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written: %2.</source>
        <translation>Die Datei %1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written.</source>
        <translation>Die Datei %1 lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>%1 is too short to be analyzed: it lasts %2 s, at least 1 s is needed.</source>
        <translation>%1 ist zu kurz für eine Analyse: Die Aufnahme dauert %2 s, mindestens 1 s ist nötig.</translation>
    </message>
    <message>
        <source>%1 is silent throughout, so there is nothing to analyze.</source>
        <translation>%1 ist durchweg still, darum gibt es nichts zu analysieren.</translation>
    </message>
    <message>
        <source>The folder &apos;%1&apos; holds no audio files as stems.</source>
        <translation>Der Ordner „%1“ enthält keine Audiodateien als Spuren.</translation>
    </message>
    <message>
        <source>The folder &apos;%1&apos; holds %2 audio files, but at most 10 stems can be used.</source>
        <translation>Der Ordner „%1“ enthält %2 Audiodateien, doch höchstens 10 Spuren sind brauchbar.</translation>
    </message>
    <message>
        <source>The folder &apos;%1&apos; has two files of the stem &apos;%2&apos;.</source>
        <translation>Der Ordner „%1“ hat zwei Dateien der Spur „%2“.</translation>
    </message>
    <message>
        <source>The stem &apos;%1&apos; is %2 long, but the recording %3.</source>
        <translation>Die Spur „%1“ ist %2 lang, die Aufnahme aber %3.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a folder of stems.</source>
        <translation>„%1“ ist kein Ordner mit Spuren.</translation>
    </message>
    <message>
        <source>There is no %1 %2, neither as a file nor by that name; known: %3.</source>
        <translation>Es gibt kein solches Modell: %2 ist weder eine Datei noch ein Name (%1); bekannt sind: %3.</translation>
    </message>
    <message>
        <source>The download of %1 can&apos;t be started.</source>
        <translation>Das Herunterladen von %1 lässt sich nicht beginnen.</translation>
    </message>
    <message>
        <source>The server has no file at %1 (it answered %2).</source>
        <translation>Der Server hat keine Datei unter %1 (er antwortete %2).</translation>
    </message>
    <message>
        <source>The server of %1 can&apos;t be reached (%2); is this computer connected to the internet?</source>
        <translation>Der Server von %1 ist nicht erreichbar (%2); ist dieser Rechner mit dem Internet verbunden?</translation>
    </message>
    <message>
        <source>The server of %1 does not answer.</source>
        <translation>Der Server von %1 antwortet nicht.</translation>
    </message>
    <message>
        <source>The download of %1 stalled after %2 bytes; the next attempt goes on from there.</source>
        <translation>Das Herunterladen von %1 stockte nach %2 Bytes; der nächste Versuch setzt dort fort.</translation>
    </message>
    <message>
        <source>The download of %1 broke off after %2 bytes; the next attempt goes on from there.</source>
        <translation>Das Herunterladen von %1 brach nach %2 Bytes ab; der nächste Versuch setzt dort fort.</translation>
    </message>
    <message>
        <source>The download of %1 failed: %2.</source>
        <translation>Das Herunterladen von %1 schlug fehl: %2.</translation>
    </message>
    <message>
        <source>The address %1 leads nowhere: %2.</source>
        <translation>Die Adresse %1 führt nirgends hin: %2.</translation>
    </message>
    <message>
        <source>The address %1 can&apos;t be used: it must start with https:// or http://.</source>
        <translation>Die Adresse %1 ist nicht brauchbar: Sie muss mit https:// oder http:// beginnen.</translation>
    </message>
    <message>
        <source>The file %1 is being downloaded already.</source>
        <translation>Die Datei %1 wird schon heruntergeladen.</translation>
    </message>
    <message>
        <source>What was downloaded from %1 is not %2: %3. It was removed unread.</source>
        <translation>Was von %1 heruntergeladen wurde, ist nicht %2: %3. Es wurde ungelesen entfernt.</translation>
    </message>
    <message>
        <source>The file %1 is not a PyTorch state dict, or it is damaged.</source>
        <translation>Die Datei %1 ist kein Zustand (state dict) von PyTorch, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>The file %1 is not a PyTorch state dict.</source>
        <translation>Die Datei %1 ist kein Zustand (state dict) von PyTorch.</translation>
    </message>
    <message>
        <source>The file %1 lacks the tensor %2.</source>
        <translation>Der Datei %1 fehlt der Tensor %2.</translation>
    </message>
    <message>
        <source>The file %1 ends too early, or it is damaged.</source>
        <translation>Die Datei %1 endet zu früh, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>The file %1 ends too early.</source>
        <translation>Die Datei %1 endet zu früh.</translation>
    </message>
    <message>
        <source>The file %1 is of a format this version of Whence does not know.</source>
        <translation>Die Datei %1 hat ein Format, das diese Version von Whence nicht kennt.</translation>
    </message>
    <message>
        <source>The file %1 is damaged: its checksum is wrong.</source>
        <translation>Die Datei %1 ist beschädigt: Ihre Prüfsumme ist falsch.</translation>
    </message>
    <message>
        <source>The file %1 is damaged: %2.</source>
        <translation>Die Datei %1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The file %1 is not %2.</source>
        <translation>Die Datei %1 ist nicht %2.</translation>
    </message>
    <message>
        <source>The file %1 is too large (%2 bytes; at most %3 are allowed).</source>
        <translation>Die Datei %1 ist zu groß (%2 Bytes; höchstens %3 sind erlaubt).</translation>
    </message>
    <message>
        <source>The folder &apos;%1&apos; holds no TensorFlow checkpoint (*.index).</source>
        <translation>Der Ordner „%1“ enthält keinen TensorFlow-Checkpoint (*.index).</translation>
    </message>
    <message>
        <source>The folder &apos;%1&apos; holds several checkpoints; name one of them.</source>
        <translation>Der Ordner „%1“ enthält mehrere Checkpoints; nennen Sie einen davon.</translation>
    </message>
    <message>
        <source>The checkpoint &apos;%1&apos; is not one of Spleeter&apos;s, which have the networks of 2, 4 or 5 stems.</source>
        <translation>Der Checkpoint „%1“ ist keiner von Spleeter: Dessen Checkpoints haben Netze für 2, 4 oder 5 Spuren.</translation>
    </message>
    <message>
        <source>The library of the neural networks can&apos;t be opened: %1</source>
        <translation>Die Bibliothek der neuronalen Netze lässt sich nicht öffnen: %1</translation>
    </message>
    <message>
        <source>The cache %1 can&apos;t be written: %2.</source>
        <translation>Der Zwischenspeicher %1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>%1 is not the recording of this session: its content differs.</source>
        <translation>%1 ist nicht die Aufnahme dieser Sitzung: Der Inhalt ist ein anderer.</translation>
    </message>
    <message>
        <source>%1 is not JSON, or damaged.</source>
        <translation>%1 ist kein JSON oder beschädigt.</translation>
    </message>
    <message>
        <source>No automatic copy can be kept in %1.</source>
        <translation>In %1 lässt sich keine automatische Kopie aufheben.</translation>
    </message>
    <message>
        <source>The home folder is unknown: the environment variable HOME is not set.</source>
        <translation>Der persönliche Ordner ist unbekannt: Die Umgebungsvariable HOME ist nicht gesetzt.</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>keine Änderung</translation>
    </message>
    <message>
        <source>%1 muted</source>
        <translation>%1 stumm</translation>
    </message>
    <message>
        <source>%1 dB softer</source>
        <translation>%1 dB leiser</translation>
    </message>
    <message>
        <source>%1 dB louder</source>
        <translation>%1 dB lauter</translation>
    </message>
    <message>
        <source>%1 (left out)</source>
        <translation>%1 (weggelassen)</translation>
    </message>
    <message>
        <source>%1 (attenuated by %2 dB)</source>
        <translation>%1 (um %2 dB gedämpft)</translation>
    </message>
    <message>
        <source>%1 (shuffled in time)</source>
        <translation>%1 (zeitlich vertauscht)</translation>
    </message>
    <message>
        <source>%1 (replaced by faint noise)</source>
        <translation>%1 (durch leises Rauschen ersetzt)</translation>
    </message>
    <message>
        <source>shapley values</source>
        <translation>Shapley-Werte</translation>
    </message>
    <message>
        <source>Whether %1 raise or lower %2 is a matter of method: LIME weight %3, Shapley value %4.</source>
        <translation>In welche Richtung sich das Merkmal „%2“ ändert, ist eine Frage des Verfahrens: %1 (LIME-Gewicht %3, Shapley-Wert %4).</translation>
    </message>
    <message>
        <source>Whether %1 raises or lowers %2 is a matter of method: LIME weight %3, Shapley value %4.</source>
        <translation>In welche Richtung sich das Merkmal „%2“ ändert, ist eine Frage des Verfahrens: %1 (LIME-Gewicht %3, Shapley-Wert %4).</translation>
    </message>
    <message>
        <source>By Shapley values %1 depends most on %2 (%3), by LIME on %4 (Shapley value %5).</source>
        <translation>%1: den größten Einfluss hat nach Shapley-Werten: %2 (%3), nach LIME: %4 (Shapley-Wert %5).</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>strongest stem of</source>
        <translation>Stärkste Spur für</translation>
    </message>
    <message>
        <source>Effects on %1, centered</source>
        <translation>Effekte auf %1, zentriert</translation>
    </message>
    <message>
        <source>Effects on %1, raw</source>
        <translation>Effekte auf %1, roh</translation>
    </message>
    <message>
        <source>%1 depends most on %2 by Shapley values, too (%3).</source>
        <translation>%1: den größten Einfluss hat auch nach Shapley-Werten: %2 (%3).</translation>
    </message>
    <message>
        <source>normalized alike by the peak of the full mix</source>
        <translation>gleich normalisiert nach der Spitze der vollen Mischung</translation>
    </message>
    <message>
        <source>each normalized and trimmed on its own</source>
        <translation>jede für sich normalisiert und beschnitten</translation>
    </message>
    <message>
        <source>folder of %1 files</source>
        <translation>Ordner mit %1 Dateien</translation>
    </message>
    <message>
        <source>folder of %1 file</source>
        <translation>Ordner mit %1 Datei</translation>
    </message>
    <message>
        <source>On %1:</source>
        <translation>Gemessen an: %1</translation>
    </message>
    <message>
        <source>Weights of %1:</source>
        <translation>Gewichte der Merkmale für %1:</translation>
    </message>
    <message>
        <source>%1 synthesized clips of %2 s, played with %3, and the mix of a random part of the stems of each; labels are the rules of Whence&apos;s generator applied to what sounds, not ratings.</source>
        <translation>%1 synthetische Stücke von %2 s, gespielt mit %3, und je eine Mischung eines zufälligen Teils ihrer Spuren; die Zielwerte sind die Regeln von Whences Generator, angewandt auf das, was klingt, keine Beurteilungen.</translation>
    </message>
    <message>
        <source>%1 synthesized training clips</source>
        <translation>%1 synthetische Stücke des Trainings</translation>
    </message>
    <message>
        <source>held-out synthesized clips with a sound font of other origin (%1)</source>
        <translation>synthetische Stücke außerhalb des Trainings, mit einer Klangbibliothek anderer Herkunft (%1)</translation>
    </message>
    <message>
        <source>held-out synthesized clips of a style not learnt (%1)</source>
        <translation>synthetische Stücke eines Stils, der nicht im Training war (%1)</translation>
    </message>
    <message>
        <source>%1 held-out clips of %2 s, synthesized with %3</source>
        <translation>%1 Stücke von %2 s außerhalb des Trainings, synthetisiert mit %3</translation>
    </message>
    <message>
        <source>Heard poorly on %1: %2; build nothing on these values alone.</source>
        <translation>Schlecht gehört (%1): %2; bauen Sie auf diese Werte allein nichts.</translation>
    </message>
    <message>
        <source>Heard roughly on %1: %2; a single value may well have the wrong sign.</source>
        <translation>Grob gehört (%1): %2; ein einzelner Wert kann leicht das falsche Vorzeichen haben.</translation>
    </message>
    <message>
        <source>The model %1 is not here yet: whence-cli models fetch %2 fetches it from its authors.</source>
        <translation>Das Modell %1 ist noch nicht hier: whence-cli models fetch %2 holt es von seinen Autoren.</translation>
    </message>
    <message>
        <source>%1 (R² %2)</source>
        <translation>%1 (R² %2)</translation>
    </message>
    <message>
        <source>Can hardly be traced to separated stems (share of clips with known causes in which the true stem was found): %1.</source>
        <translation>Lassen sich kaum auf getrennte Spuren zurückführen (Anteil der Stücke mit bekannten Ursachen, in denen die wahre Spur gefunden wurde): %1.</translation>
    </message>
    <message>
        <source>Stems that should be silent hold parts of others, relative to the mix: %1.</source>
        <translation>Spuren, die schweigen sollten, enthalten Teile anderer, im Verhältnis zur Mischung: %1.</translation>
    </message>
    <message>
        <source>%1 %2 dB</source>
        <translation>%1 %2 dB</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>Real voices and live rooms were not in the training.</source>
        <translation>Echte Stimmen und Aufnahmen aus Räumen waren nicht im Training.</translation>
    </message>
    <message>
        <source>Strings and winds may be taken for vocals; where nobody sings, say so (instrumental).</source>
        <translation>Streicher und Bläser können für Gesang gehalten werden; wo niemand singt, sagen Sie es (instrumental).</translation>
    </message>
    <message>
        <source>Real rooms, mastering and most real instruments were not in its training: other music is separated worse.</source>
        <translation>Echte Räume, Mastering und die meisten echten Instrumente waren nicht im Training: andere Musik wird schlechter getrennt.</translation>
    </message>
    <message>
        <source>held-out synthesized clips, half of them with a sound font of other origin</source>
        <translation>synthetische Stücke außerhalb des Trainings, die Hälfte mit einer Klangbibliothek anderer Herkunft</translation>
    </message>
    <message>
        <source>harmonic/percussive</source>
        <translation>harmonisch/perkussiv</translation>
    </message>
    <message>
        <source>best possible mask</source>
        <translation>beste mögliche Maske</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>%1; %2 recordings of drums (%3)</source>
        <translation>%1; %2 Aufnahmen von Schlagzeug (%3)</translation>
    </message>
    <message>
        <source>%1; %2 recordings of voices</source>
        <translation>%1; %2 Aufnahmen von Stimmen</translation>
    </message>
    <message>
        <source>%1; %2 recordings of voices (%3)</source>
        <translation>%1; %2 Aufnahmen von Stimmen (%3)</translation>
    </message>
    <message>
        <source>It went on from the separator %1.</source>
        <translation>Es ging vom Separator %1 aus.</translation>
    </message>
    <message>
        <source>The mean of the weights of two networks, the second's share being %1 %.</source>
        <translation>Das Mittel der Gewichte zweier Netze, mit %1 % Anteil des zweiten.</translation>
    </message>
    <message>
        <source>%1 (r %2)</source>
        <translation>%1 (r %2)</translation>
    </message>
    <message>
        <source>One %1 for all stems on magnitudes, trained for %2 steps.</source>
        <translation>Ein Netz für alle Spuren, das Beträge verarbeitet (%1), trainiert in %2 Schritten.</translation>
    </message>
    <message>
        <source>%1 clips (%2 min) synthesized with %3</source>
        <translation>%1 Stücke (%2 min), synthetisiert mit %3</translation>
    </message>
    <message>
        <source>%1; real singing: %2</source>
        <translation>%1; wirklicher Gesang: %2</translation>
    </message>
    <message>
        <source>%1; voice: %2</source>
        <translation>%1; Stimme: %2</translation>
    </message>
    <message>
        <source>%1, and a formant voice</source>
        <translation>%1 und einer Formantstimme</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>Trainingsmaterial</translation>
    </message>
    <message>
        <source>Strongest stem found by LIME, on %1:</source>
        <translation>Stärkste Spur von LIME gefunden (%1):</translation>
    </message>
    <message>
        <source>true stems</source>
        <translation>wahre Spuren</translation>
    </message>
    <message>
        <source>separated stems</source>
        <translation>getrennte Spuren</translation>
    </message>
    <message>
        <source>Measured quality</source>
        <translation>Gemessene Güte</translation>
    </message>
    <message>
        <source>Known failures</source>
        <translation>Bekannte Schwächen</translation>
    </message>
    <message>
        <source>Licence and origin</source>
        <translation>Lizenz und Herkunft</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>where the training started</source>
        <translation>zu Beginn des Trainings</translation>
    </message>
    <message>
        <source>true in the generator</source>
        <translation>wahr im Generator</translation>
    </message>
    <message>
        <source>SI-SDR above the mix</source>
        <translation>SI-SDR über der Mischung</translation>
    </message>
    <message>
        <source>How well it predicts is unknown: its card has no figures.</source>
        <translation>Wie gut das Modell vorhersagt, ist unbekannt: Sein Steckbrief nennt keine Zahlen.</translation>
    </message>
    <message>
        <source>How well it separates is unknown: its card has no figures.</source>
        <translation>Wie gut der Separator trennt, ist unbekannt: Sein Steckbrief nennt keine Zahlen.</translation>
    </message>
    <message>
        <source>Its card names none.</source>
        <translation>Der Steckbrief nennt keine.</translation>
    </message>
    <message>
        <source>Its card does not name them.</source>
        <translation>Der Steckbrief nennt es nicht.</translation>
    </message>
    <message>
        <source>held-out synthesized clips</source>
        <translation>synthetische Stücke außerhalb des Trainings</translation>
    </message>
    <message>
        <source>band-split recurrent network</source>
        <translation>rekurrentes Netz über Frequenzbänder</translation>
    </message>
    <message>
        <source>No person has rated the music it learnt from: its features and emotions are rules applied to synthesized music.</source>
        <translation>Kein Mensch hat die Musik beurteilt, von der das Modell gelernt hat: Seine Merkmale und Emotionen sind Regeln, angewandt auf synthetische Musik.</translation>
    </message>
    <message>
        <source>Instruments and recordings unlike General-MIDI sounds shift all its values; compare only pieces of like timbre.</source>
        <translation>Instrumente und Aufnahmen, die nicht wie General MIDI klingen, verschieben alle seine Werte; vergleichen Sie nur Stücke ähnlicher Klangfarbe.</translation>
    </message>
    <message>
        <source>Real voices, live rooms and mastering were not in the training.</source>
        <translation>Wirkliche Stimmen, Räume und Mastering kamen im Training nicht vor.</translation>
    </message>
    <message>
        <source>Its features are correlated, so effects of two similar ones (articulation and rhythm stability) may be exchanged.</source>
        <translation>Seine Merkmale hängen zusammen; die Effekte zweier ähnlicher (Artikulation und rhythmische Stabilität) können daher vertauscht sein.</translation>
    </message>
    <message>
        <source>This model predicts features only: nothing can be said about emotions.</source>
        <translation>Dieses Modell sagt nur Merkmale voraus: Über Emotionen lässt sich nichts sagen.</translation>
    </message>
    <message>
        <source>With %1, %2 falls by %3, as the explanation says.</source>
        <translation>%1: %2 sinkt um %3, wie die Erklärung sagt.</translation>
    </message>
    <message>
        <source>With %1, %2 rises by %3, as the explanation says.</source>
        <translation>%1: %2 steigt um %3, wie die Erklärung sagt.</translation>
    </message>
    <message>
        <source>With %1, %2 falls by %3, which contradicts the explanation.</source>
        <translation>%1: %2 sinkt um %3, was der Erklärung widerspricht.</translation>
    </message>
    <message>
        <source>With %1, %2 rises by %3, which contradicts the explanation.</source>
        <translation>%1: %2 steigt um %3, was der Erklärung widerspricht.</translation>
    </message>
    <message>
        <source>With %1, %2 falls by %3, although the explanation expects hardly any change.</source>
        <translation>%1: %2 sinkt um %3, obwohl die Erklärung kaum eine Änderung erwartet.</translation>
    </message>
    <message>
        <source>With %1, %2 rises by %3, although the explanation expects hardly any change.</source>
        <translation>%1: %2 steigt um %3, obwohl die Erklärung kaum eine Änderung erwartet.</translation>
    </message>
    <message>
        <source>With %1, %2 hardly changes (by less than %3), as the explanation says.</source>
        <translation>%1: %2 ändert sich kaum (um weniger als %3), wie die Erklärung sagt.</translation>
    </message>
    <message>
        <source>With %1, %2 hardly changes (by less than %3), although by the explanation it should fall.</source>
        <translation>%1: %2 ändert sich kaum (um weniger als %3), müsste nach der Erklärung aber sinken.</translation>
    </message>
    <message>
        <source>With %1, %2 hardly changes (by less than %3), although by the explanation it should rise.</source>
        <translation>%1: %2 ändert sich kaum (um weniger als %3), müsste nach der Erklärung aber steigen.</translation>
    </message>
    <message>
        <source>how melodious the music is: whether one would sing along</source>
        <translation>wie melodisch die Musik ist: ob man mitsingen würde</translation>
    </message>
    <message>
        <source>from legato (low) to staccato (high)</source>
        <translation>von legato (niedrig) bis staccato (hoch)</translation>
    </message>
    <message>
        <source>how intricate, layered or syncopated the rhythm is</source>
        <translation>wie verwickelt, vielschichtig oder synkopiert der Rhythmus ist</translation>
    </message>
    <message>
        <source>how steady and easy to tap along with the rhythm is</source>
        <translation>wie gleichmäßig der Rhythmus ist und wie leicht man ihn mitklopfen kann</translation>
    </message>
    <message>
        <source>how rough and harsh the simultaneous tones sound</source>
        <translation>wie rau und scharf die gleichzeitigen Töne klingen</translation>
    </message>
    <message>
        <source>how clear the tonality is and how little it moves</source>
        <translation>wie klar die Tonart ist und wie wenig sie sich bewegt</translation>
    </message>
    <message>
        <source>how much the music sounds like minor rather than major</source>
        <translation>wie sehr die Musik nach Moll statt nach Dur klingt</translation>
    </message>
    <message>
        <source>how pleasant the emotion is, from negative to positive</source>
        <translation>wie angenehm die Emotion ist, von negativ bis positiv</translation>
    </message>
    <message>
        <source>The repository states no licence, so nobody but its authors can permit more than to look at it: ask them before you publish results or pass the model on.</source>
        <translation>Das Repositorium nennt keine Lizenz; nur die Autoren können daher mehr erlauben, als es anzusehen: Fragen Sie sie, bevor Sie Ergebnisse veröffentlichen oder das Modell weitergeben.</translation>
    </message>
    <message>
        <source>Spleeter, 5 stems (vocals, piano, drums, bass, other)</source>
        <translation>Spleeter, 5 Spuren (Gesang, Klavier, Schlagzeug, Bass, Übrige)</translation>
    </message>
    <message>
        <source>The emotion model of the paper (Chowdhury, Praher and Widmer 2021)</source>
        <translation>Das Emotionsmodell der Studie (Chowdhury, Praher und Widmer 2021)</translation>
    </message>
    <message>
        <source>Mid-level features only (midlevel_general, Chowdhury)</source>
        <translation>Nur wahrgenommene Merkmale (midlevel_general, Chowdhury)</translation>
    </message>
    <message>
        <source>Trained by Deezer on recordings that are not public (Hennequin, Khlif, Voituret and Moussallam, &quot;Spleeter: a fast and efficient music source separation tool with pre-trained models&quot;, JOSS 5(50), 2020); release v1.4.0 of the repository deezer/spleeter on GitHub.</source>
        <translation>Von Deezer mit nicht öffentlichen Aufnahmen trainiert (Hennequin, Khlif, Voituret und Moussallam: „Spleeter: a fast and efficient music source separation tool with pre-trained models“, JOSS 5(50), 2020); Ausgabe v1.4.0 des Repositoriums deezer/spleeter auf GitHub.</translation>
    </message>
    <message>
        <source>Trained by Shreyan Chowdhury for &quot;Tracing Back Music Emotion Predictions to Sound Sources and Intuitive Perceptual Qualities&quot; (SMC 2021); repository shreyanc/model_debugging on GitHub.</source>
        <translation>Von Shreyan Chowdhury für „Tracing Back Music Emotion Predictions to Sound Sources and Intuitive Perceptual Qualities“ (SMC 2021) trainiert; Repositorium shreyanc/model_debugging auf GitHub.</translation>
    </message>
    <message>
        <source>Trained by Shreyan Chowdhury on the Mid-level Perceptual Features data set; repository shreyanc/midlevel_general on GitHub. It predicts features, no emotions.</source>
        <translation>Von Shreyan Chowdhury mit dem Datensatz Mid-level Perceptual Features trainiert; Repositorium shreyanc/midlevel_general auf GitHub. Es sagt Merkmale voraus, keine Emotionen.</translation>
    </message>
    <message>
        <source>The repository&apos;s licence is MIT. The article says that the pre-trained models are under it too; the repository itself says so of the code only.</source>
        <translation>Die Lizenz des Repositoriums ist MIT. Der Artikel sagt, dass auch die trainierten Modelle darunter stehen; das Repositorium selbst sagt es nur vom Code.</translation>
    </message>
    <message>
        <source>Weights of the emotions</source>
        <translation>Gewichte der Emotionen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>how much energy the emotion has, from calm to excited</source>
        <translation>wie viel Energie die Emotion hat, von ruhig bis erregt</translation>
    </message>
</context>
<context>
    <name>whence::CorpusPage</name>
    <message>
        <source>A folder of recordings is analyzed in the background, one after the other. The results come into a table that can be sorted, filtered and saved; each row opens on the page of its recording.</source>
        <translation>Ein Ordner mit Aufnahmen wird im Hintergrund analysiert, eine nach der anderen. Die Ergebnisse kommen in eine Tabelle, die sich sortieren, filtern und speichern lässt; jede Zeile öffnet sich auf der Seite ihrer Aufnahme.</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>Another &amp;folder…</source>
        <translation>Anderer &amp;Ordner …</translation>
    </message>
    <message>
        <source>Show rows with…</source>
        <translation>Zeilen zeigen mit …</translation>
    </message>
    <message>
        <source>Text that rows must have</source>
        <translation>Text, den die Zeilen enthalten müssen</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Save as &amp;CSV…</source>
        <translation>Als &amp;CSV speichern …</translation>
    </message>
    <message>
        <source>Recordings of the folder</source>
        <translation>Aufnahmen des Ordners</translation>
    </message>
    <message>
        <source>%1: %2 of %3 analyzed, %4 failed</source>
        <translation>%1: %2 von %3 analysiert, %4 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1: looking for recordings…</source>
        <translation>%1: Aufnahmen werden gesucht …</translation>
    </message>
    <message>
        <source>%1 has no recordings.</source>
        <translation>%1 enthält keine Aufnahmen.</translation>
    </message>
</context>
<context>
    <name>whence::CorpusTable</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>being analyzed</source>
        <translation>wird analysiert</translation>
    </message>
    <message>
        <source>analyzed</source>
        <translation>analysiert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 nicht bestanden</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 Warnung</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 Warnungen</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Cause of %1</source>
        <translation>Ursache: %1</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>%1 ← %2</source>
        <translation>%1 ← %2</translation>
    </message>
    <message>
        <source>no stem can be named</source>
        <translation>keine Spur zu benennen</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>nicht bestanden: %1</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
</context>
<context>
    <name>whence::CorpusWork</name>
    <message>
        <source>Recording %1 of %2: %3</source>
        <translation>Aufnahme %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>whence::Document</name>
    <message>
        <source>Reading</source>
        <translation>Datei wird gelesen</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>Modelle werden geladen</translation>
    </message>
    <message>
        <source>Computing the spectrogram</source>
        <translation>Spektrogramm wird berechnet</translation>
    </message>
    <message>
        <source>Predicting along the piece</source>
        <translation>Vorhersage entlang des Stücks</translation>
    </message>
    <message>
        <source>Listening to the window</source>
        <translation>Modell hört den Ausschnitt</translation>
    </message>
    <message>
        <source>Separating the sources (%1 of memory)</source>
        <translation>Spuren werden getrennt (%1 RAM)</translation>
    </message>
    <message>
        <source>Explaining by the sources</source>
        <translation>Klangquellen werden gewichtet</translation>
    </message>
    <message>
        <source>The stems could not be kept for the next time: %1</source>
        <translation>Die Spuren konnten nicht für das nächste Mal aufgehoben werden: %1</translation>
    </message>
    <message>
        <source>Moving the window</source>
        <translation>Ausschnitt wird verschoben</translation>
    </message>
    <message>
        <source>Reading the stems</source>
        <translation>Spuren werden gelesen</translation>
    </message>
</context>
<context>
    <name>whence::EffectsPanel</name>
    <message>
        <source>%1
value %2 × weight %3 = effect %4</source>
        <translation>%1
Wert %2 × Gewicht %3 = Effekt %4</translation>
    </message>
    <message>
        <source>
%1 beside the average of the reference set</source>
        <translation>
%1 gegenüber dem Mittel der Referenzmenge</translation>
    </message>
    <message>
        <source>Emotion (V)</source>
        <translation>Emotion (V)</translation>
    </message>
    <message>
        <source>Scale of the effects</source>
        <translation>Skala der Effekte</translation>
    </message>
    <message>
        <source>centered</source>
        <translation>zentriert</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>relativ</translation>
    </message>
    <message>
        <source>Centered: beside the average of the model&apos;s reference set.
Raw: weight × value, which with the bias sum up to the prediction.
Relative: share of all absolute effects.</source>
        <translation>Zentriert: gegenüber dem Mittel der Referenzmenge des Modells.
Roh: Gewicht × Wert; mit der Konstante ergibt die Summe die Vorhersage.
Relativ: Anteil an allen absoluten Effekten.</translation>
    </message>
    <message>
        <source>Effects of the features</source>
        <translation>Effekte der Merkmale</translation>
    </message>
    <message>
        <source>What each feature adds to the emotion will appear here.</source>
        <translation>Was jedes Merkmal zur Emotion beiträgt, erscheint hier.</translation>
    </message>
    <message>
        <source>Effects on</source>
        <translation>Effekte auf</translation>
    </message>
    <message>
        <source>share of all absolute effects on %1</source>
        <translation>Anteil an allen absoluten Effekten auf %1</translation>
    </message>
    <message>
        <source>effect on %1</source>
        <translation>Effekt auf %1</translation>
    </message>
    <message>
        <source>average of the reference set</source>
        <translation>Mittel der Referenzmenge</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 %2&lt;/b&gt; ≈ %3 %4, effects %5</source>
        <translation>&lt;b&gt;%1 %2&lt;/b&gt; ≈ %3 %4, Effekte %5</translation>
    </message>
    <message>
        <source>&lt;br&gt;With these gains about &lt;b&gt;%1&lt;/b&gt; (%2)</source>
        <translation>&lt;br&gt;Mit diesen Pegeln etwa &lt;b&gt;%1&lt;/b&gt; (%2)</translation>
    </message>
    <message>
        <source>&lt;br&gt;With these gains &lt;b&gt;%1&lt;/b&gt; (%2)</source>
        <translation>&lt;br&gt;Mit diesen Pegeln &lt;b&gt;%1&lt;/b&gt; (%2)</translation>
    </message>
    <message>
        <source>Keep for the report</source>
        <translation>Für den Bericht behalten</translation>
    </message>
</context>
<context>
    <name>whence::EmotionTimelineView</name>
    <message>
        <source>Valence and arousal over time</source>
        <translation>Valenz und Erregung im Verlauf</translation>
    </message>
</context>
<context>
    <name>whence::ExplanationSide</name>
    <message>
        <source>In &amp;words</source>
        <translation>In &amp;Worten</translation>
    </message>
    <message>
        <source>Features and s&amp;tems</source>
        <translation>Merkmale und S&amp;puren</translation>
    </message>
    <message>
        <source>The way of the recording between sad and happy, calm and excited will appear here.</source>
        <translation>Der Weg der Aufnahme zwischen traurig und fröhlich, ruhig und erregt erscheint hier.</translation>
    </message>
    <message>
        <source>Which voices and instruments drive the feature will appear here, once the stems are separated.</source>
        <translation>Welche Stimmen und Instrumente das Merkmal bestimmen, erscheint hier, sobald die Spuren getrennt sind.</translation>
    </message>
    <message>
        <source>What each stem adds to the emotion through each feature will appear here.</source>
        <translation>Was jede Spur über jedes Merkmal zur Emotion beiträgt, erscheint hier.</translation>
    </message>
    <message>
        <source>The sources are being explained.</source>
        <translation>Die Klangquellen werden gewichtet.</translation>
    </message>
    <message>
        <source>What each stem adds to %1 through each feature: the feature&apos;s weight times the stem&apos;s Shapley value. All together they are the difference from silence.</source>
        <translation>Was jede Spur über jedes Merkmal beiträgt (%1): Gewicht des Merkmals × Shapley-Wert der Spur. Alle zusammen sind der Unterschied zur Stille.</translation>
    </message>
    <message>
        <source>This model predicts no valence and arousal.</source>
        <translation>Dieses Modell sagt Valenz und Erregung nicht voraus.</translation>
    </message>
    <message>
        <source>Each cell: what the stem adds to %1 through the feature, compared with silence (Shapley values; Σ: sums).</source>
        <translation>Jede Zelle: Beitrag der Spur zur Größe %1 über das Merkmal, verglichen mit Stille (Shapley-Werte; Σ: Summe).</translation>
    </message>
</context>
<context>
    <name>whence::Exports</name>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben: %1.</translation>
    </message>
    <message>
        <source>Drawing the report</source>
        <translation>Bericht wird gezeichnet</translation>
    </message>
    <message>
        <source>Writing the analysis</source>
        <translation>Analyse wird geschrieben</translation>
    </message>
    <message>
        <source>Writing the tables</source>
        <translation>Tabellen werden geschrieben</translation>
    </message>
    <message>
        <source>Drawing the figures</source>
        <translation>Abbildungen werden gezeichnet</translation>
    </message>
    <message>
        <source>Writing the stems</source>
        <translation>Spuren werden geschrieben</translation>
    </message>
</context>
<context>
    <name>whence::Help</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>Vergrößern und verkleinern</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Scroll; with Ctrl: zoom around the pointer</source>
        <translation>Verschieben; mit Strg: um den Zeiger vergrößern</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klicken</translation>
    </message>
    <message>
        <source>Play from there</source>
        <translation>Von dort abspielen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Select a stretch</source>
        <translation>Eine Strecke auswählen</translation>
    </message>
    <message>
        <source>Drag in the ruler</source>
        <translation>Im Lineal ziehen</translation>
    </message>
    <message>
        <source>Move the explained window</source>
        <translation>Den erklärten Ausschnitt verschieben</translation>
    </message>
    <message>
        <source>Manual of Whence</source>
        <translation>Handbuch zu Whence</translation>
    </message>
    <message>
        <source>The manual is missing: %1 can&apos;t be read.</source>
        <translation>Das Handbuch fehlt: %1 lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>On the time axis</source>
        <translation>Auf der Zeitachse</translation>
    </message>
    <message>
        <source>About Whence</source>
        <translation>Über Whence</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Whence %1&lt;/h2&gt;&lt;p&gt;Tells where a predicted emotion comes from: emotion ← perceptual features ← sound sources. Built from commit %2.&lt;/p&gt;&lt;p&gt;It implements S. Chowdhury, V. Praher, G. Widmer, &lt;i&gt;Tracing Back Music Emotion Predictions to Sound Sources and Intuitive Perceptual Qualities&lt;/i&gt;, SMC 2021 (&lt;a href=&apos;https://arxiv.org/abs/2106.07787&apos;&gt;arXiv 2106.07787&lt;/a&gt;).&lt;/p&gt;&lt;h3&gt;Licence&lt;/h3&gt;&lt;p&gt;Whence is free software: you may redistribute and modify it under the GNU General Public License, version 3 or later. It comes without any warranty.&lt;/p&gt;</source>
        <translation>&lt;h2&gt;Whence %1&lt;/h2&gt;&lt;p&gt;Sagt, woher eine vorhergesagte Emotion kommt: Emotion ← wahrgenommene Merkmale ← Klangquellen. Gebaut aus Commit %2.&lt;/p&gt;&lt;p&gt;Es setzt um: S. Chowdhury, V. Praher, G. Widmer, &lt;i&gt;Tracing Back Music Emotion Predictions to Sound Sources and Intuitive Perceptual Qualities&lt;/i&gt;, SMC 2021 (&lt;a href=&apos;https://arxiv.org/abs/2106.07787&apos;&gt;arXiv 2106.07787&lt;/a&gt;).&lt;/p&gt;&lt;h3&gt;Lizenz&lt;/h3&gt;&lt;p&gt;Whence ist freie Software: Sie dürfen es unter der GNU General Public License, Version 3 oder später, weitergeben und verändern. Es kommt ohne jede Gewährleistung.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Page up, Page down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>Select a label and its time</source>
        <translation>Eine Marke und ihre Zeit auswählen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Rename it</source>
        <translation>Sie umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Sie entfernen</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Strg+Links, Strg+Rechts</translation>
    </message>
    <message>
        <source>Move it; with Shift only its end</source>
        <translation>Sie verschieben; mit Umschalt nur ihr Ende</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Rename it, or add one</source>
        <translation>Sie umbenennen, oder eine setzen</translation>
    </message>
    <message>
        <source>Among the labels</source>
        <translation>Zwischen den Marken</translation>
    </message>
    <message>
        <source>&lt;h3&gt;What comes with it&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Demonstration models, trained on synthesized music: licence on their cards (menu Models)&lt;/li&gt;&lt;li&gt;Example piece: CC0 1.0&lt;/li&gt;&lt;li&gt;Open Sans, the type of the report: Apache License 2.0&lt;/li&gt;&lt;li&gt;Color maps Magma, Viridis and Cividis: CC0; stem colors after Okabe and Ito&lt;/li&gt;&lt;/ul&gt;&lt;h3&gt;What it builds on&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Qt and Qt Charts: GPL 3&lt;/li&gt;&lt;li&gt;LibTorch: BSD&lt;/li&gt;&lt;li&gt;oneDNN: Apache 2.0&lt;/li&gt;&lt;li&gt;FFTW: GPL 2 or later&lt;/li&gt;&lt;li&gt;FFmpeg (libavformat, libavcodec): LGPL or GPL&lt;/li&gt;&lt;li&gt;libsndfile, soxr, TagLib, FluidSynth: LGPL&lt;/li&gt;&lt;li&gt;PortAudio, libebur128, nlohmann/json, libcurl: MIT&lt;/li&gt;&lt;li&gt;Rubber Band: GPL 2 or later&lt;/li&gt;&lt;li&gt;libarchive, libsamplerate: BSD&lt;/li&gt;&lt;li&gt;OpenSSL: Apache 2.0&lt;/li&gt;&lt;li&gt;Eigen: MPL 2.0&lt;/li&gt;&lt;/ul&gt;</source>
        <translation>&lt;h3&gt;Was mitgeliefert wird&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Vorführmodelle, mit synthetischer Musik trainiert: Lizenz auf ihren Steckbriefen (Menü Modelle)&lt;/li&gt;&lt;li&gt;Beispielstück: CC0 1.0&lt;/li&gt;&lt;li&gt;Open Sans, die Schrift des Berichts: Apache License 2.0&lt;/li&gt;&lt;li&gt;Farbskalen Magma, Viridis und Cividis: CC0; Farben der Spuren nach Okabe und Ito&lt;/li&gt;&lt;/ul&gt;&lt;h3&gt;Worauf es aufbaut&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Qt und Qt Charts: GPL 3&lt;/li&gt;&lt;li&gt;LibTorch: BSD&lt;/li&gt;&lt;li&gt;oneDNN: Apache 2.0&lt;/li&gt;&lt;li&gt;FFTW: GPL 2 oder später&lt;/li&gt;&lt;li&gt;FFmpeg (libavformat, libavcodec): LGPL oder GPL&lt;/li&gt;&lt;li&gt;libsndfile, soxr, TagLib, FluidSynth: LGPL&lt;/li&gt;&lt;li&gt;PortAudio, libebur128, nlohmann/json, libcurl: MIT&lt;/li&gt;&lt;li&gt;Rubber Band: GPL 2 oder später&lt;/li&gt;&lt;li&gt;libarchive, libsamplerate: BSD&lt;/li&gt;&lt;li&gt;OpenSSL: Apache 2.0&lt;/li&gt;&lt;li&gt;Eigen: MPL 2.0&lt;/li&gt;&lt;/ul&gt;</translation>
    </message>
</context>
<context>
    <name>whence::HistogramView</name>
    <message>
        <source>%1: no values yet</source>
        <translation>%1: noch keine Werte</translation>
    </message>
    <message>
        <source>%1: mean %2, standard deviation %3, recordings: %4</source>
        <translation>%1: Mittel %2, Standardabweichung %3, Aufnahmen: %4</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>value (score)</source>
        <translation>Wert (Skala)</translation>
    </message>
</context>
<context>
    <name>whence::JobsBar</name>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>Work in the background</source>
        <translation>Arbeit im Hintergrund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Abbrechen: %1</translation>
    </message>
</context>
<context>
    <name>whence::MainWindow</name>
    <message>
        <source>The models are still being loaded; choose the folder again in a moment.</source>
        <translation>Die Modelle werden noch geladen; wählen Sie den Ordner gleich noch einmal.</translation>
    </message>
    <message>
        <source>A folder of recordings</source>
        <translation>Ein Ordner mit Aufnahmen</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Saved in %1.</source>
        <translation>Gespeichert: %1.</translation>
    </message>
    <message>
        <source>&amp;Track</source>
        <translation>Aufna&amp;hme</translation>
    </message>
    <message>
        <source>&amp;Corpus</source>
        <translation>Korp&amp;us</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Models and separators…</source>
        <translation>&amp;Modelle und Separatoren …</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Whence</source>
        <translation>Ü&amp;ber Whence</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Numbers (*.csv)</source>
        <translation>Zahlen (*.csv)</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben: %1.</translation>
    </message>
    <message>
        <source>&amp;Copy the figure</source>
        <translation>Abbildung &amp;kopieren</translation>
    </message>
    <message>
        <source>The figure has been copied.</source>
        <translation>Die Abbildung ist kopiert.</translation>
    </message>
    <message>
        <source>&amp;Save the figure…</source>
        <translation>Abbildung &amp;speichern …</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>Be&amp;richt …</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xport</translation>
    </message>
    <message>
        <source>&amp;Analysis as JSON…</source>
        <translation>&amp;Analyse als JSON …</translation>
    </message>
    <message>
        <source>Save the analysis</source>
        <translation>Analyse speichern</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>A folder for the files</source>
        <translation>Ein Ordner für die Dateien</translation>
    </message>
    <message>
        <source>&amp;Tables as CSV…</source>
        <translation>&amp;Tabellen als CSV …</translation>
    </message>
    <message>
        <source>All &amp;figures…</source>
        <translation>Alle A&amp;bbildungen …</translation>
    </message>
    <message>
        <source>&amp;Stems…</source>
        <translation>&amp;Spuren …</translation>
    </message>
    <message>
        <source>&amp;Figure</source>
        <translation>Abbi&amp;ldung</translation>
    </message>
    <message>
        <source>Reading the sound was cancelled.</source>
        <translation>Das Lesen des Klangs wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Loading the models was cancelled, so nothing can be explained.</source>
        <translation>Das Laden der Modelle wurde abgebrochen, darum lässt sich nichts erklären.</translation>
    </message>
    <message>
        <source>Reading the recording was cancelled.</source>
        <translation>Das Lesen der Aufnahme wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The prediction was cancelled.</source>
        <translation>Die Vorhersage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The separation was cancelled, so there are no stems to listen to and no sources to name.</source>
        <translation>Die Trennung wurde abgebrochen, darum sind keine Spuren zu hören und keine Klangquellen zu benennen.</translation>
    </message>
    <message>
        <source>The explanation by sources was cancelled.</source>
        <translation>Die Erklärung durch Klangquellen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Whence</source>
        <translation>Whence</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Open a folder of stems</source>
        <translation>Ordner mit Spuren öffnen</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Diese vergessen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation>Andere Aufnahme öffnen …</translation>
    </message>
    <message>
        <source>Do it after all</source>
        <translation>Doch ausführen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a &amp;folder of stems…</source>
        <translation>&amp;Ordner mit Spuren öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the &amp;example</source>
        <translation>&amp;Beispiel öffnen</translation>
    </message>
    <message>
        <source>&amp;Save the session</source>
        <translation>Sitzung &amp;speichern</translation>
    </message>
    <message>
        <source>Save the session &amp;as…</source>
        <translation>Sitzung speichern &amp;unter …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Colors</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles zeigen</translation>
    </message>
    <message>
        <source>Show the &amp;selection</source>
        <translation>Auswah&amp;l zeigen</translation>
    </message>
    <message>
        <source>This computer has no sound output</source>
        <translation>Dieser Rechner hat keine Tonausgabe</translation>
    </message>
    <message>
        <source>The system&apos;s &amp;default</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Sound o&amp;utput</source>
        <translation>To&amp;nausgabe</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>&amp;Schleife</translation>
    </message>
    <message>
        <source>Play the s&amp;election</source>
        <translation>A&amp;uswahl abspielen</translation>
    </message>
    <message>
        <source>To the &amp;beginning</source>
        <translation>An den An&amp;fang</translation>
    </message>
    <message>
        <source>To the e&amp;nd</source>
        <translation>Ans &amp;Ende</translation>
    </message>
    <message>
        <source>Back 1 s</source>
        <translation>1 s zurück</translation>
    </message>
    <message>
        <source>Forward 1 s</source>
        <translation>1 s vor</translation>
    </message>
    <message>
        <source>Back 5 s</source>
        <translation>5 s zurück</translation>
    </message>
    <message>
        <source>Forward 5 s</source>
        <translation>5 s vor</translation>
    </message>
    <message>
        <source>Play the selected stem al&amp;one</source>
        <translation>Gewählte Spur a&amp;llein spielen</translation>
    </message>
    <message>
        <source>&amp;Mute the selected stem</source>
        <translation>Gewählte Spur s&amp;tumm schalten</translation>
    </message>
    <message>
        <source>Return to the mi&amp;x</source>
        <translation>Zurück zur &amp;Mischung</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
    <message>
        <source>&amp;Next emotion</source>
        <translation>&amp;Nächste Emotion</translation>
    </message>
    <message>
        <source>&amp;What if…</source>
        <translation>&amp;Was wäre, wenn …</translation>
    </message>
    <message>
        <source>All stems as they &amp;are</source>
        <translation>Alle Spuren wie im &amp;Original</translation>
    </message>
    <message>
        <source>Sources of a &amp;feature</source>
        <translation>Klangquellen eines &amp;Merkmals</translation>
    </message>
    <message>
        <source>Feature %1</source>
        <translation>Merkmal %1</translation>
    </message>
    <message>
        <source>Listen to a &amp;stem</source>
        <translation>Eine &amp;Spur anhören</translation>
    </message>
    <message>
        <source>Stem %1</source>
        <translation>Spur %1</translation>
    </message>
    <message>
        <source>%1[*] – Whence</source>
        <translation>%1[*] – Whence</translation>
    </message>
    <message>
        <source>Where is the recording?</source>
        <translation>Wo ist die Aufnahme?</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Andere öffnen …</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo speichern …</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Whence did not come to its end the last time. What you worked on can be restored as it was on %1.</source>
        <translation>Whence ist beim letzten Mal nicht ordentlich beendet worden. Ihre Arbeit lässt sich wiederherstellen, wie sie am %1 war.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Marken</translation>
    </message>
    <message>
        <source>&amp;Add a label</source>
        <translation>Marke &amp;setzen</translation>
    </message>
    <message>
        <source>Re&amp;name the selected label</source>
        <translation>Gewählte Marke um&amp;benennen</translation>
    </message>
    <message>
        <source>&amp;Delete the selected label</source>
        <translation>Gewählte Marke &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Open labels…</source>
        <translation>Marken ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open labels of Audacity or a table</source>
        <translation>Marken von Audacity oder eine Tabelle öffnen</translation>
    </message>
    <message>
        <source>&amp;Save the labels…</source>
        <translation>Marken s&amp;peichern …</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Marken speichern</translation>
    </message>
    <message>
        <source>Labels of Audacity (*.txt)</source>
        <translation>Marken von Audacity (*.txt)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>&amp;Keep the what-if for the report</source>
        <translation>&amp;Veränderung für den Bericht behalten</translation>
    </message>
    <message>
        <source>&amp;Compare with another model…</source>
        <translation>Mit einem anderen Modell &amp;vergleichen …</translation>
    </message>
    <message>
        <source>Moving the window was cancelled: the intervals of the weights are from few placements only.</source>
        <translation>Das Verschieben des Ausschnitts wurde abgebrochen: Die Intervalle der Gewichte stammen nur von wenigen Lagen.</translation>
    </message>
    <message>
        <source>Opening the recording was cancelled.</source>
        <translation>Das Öffnen der Aufnahme wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Reading the stems was cancelled.</source>
        <translation>Das Lesen der Spuren wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>whence::MatrixView</name>
    <message>
        <source>Contributions of features and stems</source>
        <translation>Beiträge der Merkmale und Spuren</translation>
    </message>
    <message>
        <source>%1 through %2: %3</source>
        <translation>%1 über %2: %3</translation>
    </message>
</context>
<context>
    <name>whence::MemoryNeed</name>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Separating this recording takes about %1 of memory, but only %2 are free. Close other programs, or open a shorter part of it.</source>
        <translation>Diese Aufnahme zu trennen braucht etwa %1 Arbeitsspeicher, frei sind aber nur %2. Schließen Sie andere Programme, oder öffnen Sie einen kürzeren Teil davon.</translation>
    </message>
</context>
<context>
    <name>whence::MessageBar</name>
    <message>
        <source>Put this message away</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>whence::ModelLibrary</name>
    <message>
        <source>Importing the model</source>
        <translation>Modell wird importiert</translation>
    </message>
    <message>
        <source>Fetching the model</source>
        <translation>Modell wird geholt</translation>
    </message>
</context>
<context>
    <name>whence::ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models and separators</source>
        <translation>Modelle und Separatoren</translation>
    </message>
    <message>
        <source>Import a model (*.pt)…</source>
        <translation>Modell importieren (*.pt) …</translation>
    </message>
    <message>
        <source>Weights that the paper&apos;s authors trained, as PyTorch saves them</source>
        <translation>Gewichte, die die Autoren der Studie trainiert haben, wie PyTorch sie speichert</translation>
    </message>
    <message>
        <source>Import a Spleeter folder…</source>
        <translation>Spleeter-Ordner importieren …</translation>
    </message>
    <message>
        <source>The folder of an official checkpoint with 2, 4 or 5 stems</source>
        <translation>Der Ordner eines offiziellen Checkpoints mit 2, 4 oder 5 Spuren</translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation>Steckbrief des Modells</translation>
    </message>
    <message>
        <source>&amp;From (an address, or a file downloaded by hand):</source>
        <translation>&amp;Von (eine Adresse oder eine selbst heruntergeladene Datei):</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled. What has been fetched is kept for the next attempt.</source>
        <translation>Abgebrochen. Was schon geholt ist, bleibt für den nächsten Versuch erhalten.</translation>
    </message>
    <message>
        <source>“%1” has been added.</source>
        <translation>„%1“ ist hinzugekommen.</translation>
    </message>
    <message>
        <source>%1, built in</source>
        <translation>%1, eingebaut</translation>
    </message>
    <message>
        <source>%1, damaged</source>
        <translation>%1, beschädigt</translation>
    </message>
    <message>
        <source>✓ %1</source>
        <translation>✓ %1</translation>
    </message>
    <message>
        <source>Emotion models</source>
        <translation>Emotionsmodelle</translation>
    </message>
    <message>
        <source>Separators</source>
        <translation>Separatoren</translation>
    </message>
    <message>
        <source>To be fetched from their authors</source>
        <translation>Bei den Autoren zu holen</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>&amp;Explain this model</source>
        <translation>Dieses Modell &amp;erklären</translation>
    </message>
    <message>
        <source>Separate with &amp;this</source>
        <translation>&amp;Damit trennen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Whence fetches it from there and passes it on to nobody. Size and checksum are verified before anything of it is read.</source>
        <translation>Whence holt es von dort und gibt es an niemanden weiter. Größe und Prüfsumme werden verglichen, bevor etwas davon gelesen wird.</translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>&amp;Holen</translation>
    </message>
    <message>
        <source>Fetching the model</source>
        <translation>Modell wird geholt</translation>
    </message>
    <message>
        <source>Import a separator</source>
        <translation>Separator importieren</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>PyTorch weights (*.pt *.pth)</source>
        <translation>PyTorch-Gewichte (*.pt *.pth)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Importing the model</source>
        <translation>Modell wird importiert</translation>
    </message>
</context>
<context>
    <name>whence::PlaneView</name>
    <message>
        <source>valence %1
arousal %2</source>
        <translation>Valenz %1
Erregung %2</translation>
    </message>
    <message>
        <source>Valence-arousal plane</source>
        <translation>Ebene aus Valenz und Erregung</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Show only the part of the plane where the recording lies (Enter)</source>
        <translation>Nur den Teil der Ebene zeigen, in dem die Aufnahme liegt (Eingabetaste)</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Erregung</translation>
    </message>
    <message>
        <source>tense, angry</source>
        <translation>angespannt, zornig</translation>
    </message>
    <message>
        <source>happy, excited</source>
        <translation>fröhlich, erregt</translation>
    </message>
    <message>
        <source>sad, tired</source>
        <translation>traurig, müde</translation>
    </message>
    <message>
        <source>calm, content</source>
        <translation>ruhig, zufrieden</translation>
    </message>
    <message>
        <source>explained window</source>
        <translation>erklärter Ausschnitt</translation>
    </message>
    <message>
        <source>with these gains</source>
        <translation>mit diesen Pegeln</translation>
    </message>
    <message>
        <source>around %1</source>
        <translation>um %1</translation>
    </message>
    <message>
        <source>around %1
%2</source>
        <translation>um %1
%2</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>zornig</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
</context>
<context>
    <name>whence::Player</name>
    <message>
        <source>This computer has no sound output. Everything but listening works.</source>
        <translation>Dieser Rechner hat keine Tonausgabe. Außer dem Hören geht alles.</translation>
    </message>
    <message>
        <source>The sound output “%1” can&apos;t be opened at %2 Hz: %3.</source>
        <translation>Die Tonausgabe „%1“ lässt sich mit %2 Hz nicht öffnen: %3.</translation>
    </message>
    <message>
        <source>The sound output can&apos;t be started: %1.</source>
        <translation>Die Tonausgabe lässt sich nicht starten: %1.</translation>
    </message>
    <message>
        <source>The sound output has gone.</source>
        <translation>Die Tonausgabe ist verschwunden.</translation>
    </message>
    <message>
        <source> Play again once it is back, or choose another one in the menu Play.</source>
        <translation> Spielen Sie wieder ab, sobald sie zurück ist, oder wählen Sie im Menü Wiedergabe eine andere.</translation>
    </message>
    <message>
        <source> Play again to hear the system&apos;s default in place of “%1”.</source>
        <translation> Spielen Sie wieder ab, um statt „%1“ die Ausgabe des Systems zu hören.</translation>
    </message>
</context>
<context>
    <name>whence::Preferences</name>
    <message>
        <source>%1 is not there any more; the built-in model is used in its place.</source>
        <translation>%1 gibt es nicht mehr; an seiner Stelle wird das eingebaute Modell verwendet.</translation>
    </message>
</context>
<context>
    <name>whence::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Language of the program</source>
        <translation>Sprache des Programms</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Processor &amp;threads:</source>
        <translation>&amp;Prozessorkerne:</translation>
    </message>
    <message>
        <source>The language changes when Whence is started the next time.</source>
        <translation>Die Sprache wechselt, wenn Whence das nächste Mal gestartet wird.</translation>
    </message>
    <message>
        <source>&amp;Keep stems and analyses for the next time</source>
        <translation>Spuren und Analysen für das nächste Mal auf&amp;heben</translation>
    </message>
    <message>
        <source>&amp;Empty</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>Takes away the stems and analyses that were kept</source>
        <translation>Entfernt die aufgehobenen Spuren und Analysen</translation>
    </message>
    <message>
        <source>%1 are kept</source>
        <translation>%1 sind aufgehoben</translation>
    </message>
</context>
<context>
    <name>whence::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Pages of the report</source>
        <translation>Seiten des Berichts</translation>
    </message>
    <message>
        <source>Save as &amp;PDF…</source>
        <translation>Als &amp;PDF speichern …</translation>
    </message>
    <message>
        <source>There is a report once the sources are explained.</source>
        <translation>Einen Bericht gibt es, sobald die Klangquellen gewichtet sind.</translation>
    </message>
    <message>
        <source>Drawing the pages</source>
        <translation>Seiten werden gezeichnet</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 Seite</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <source>The title, the sentences, their limits and how the report was made are in every report.</source>
        <translation>Titel, Sätze, ihre Grenzen und die Entstehung stehen in jedem Bericht.</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Contents of the report</source>
        <translation>Inhalt des Berichts</translation>
    </message>
    <message>
        <source>What the model hears</source>
        <translation>Was das Modell hört</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Woher es kommt</translation>
    </message>
    <message>
        <source>Stems and model</source>
        <translation>Spuren und Modell</translation>
    </message>
    <message>
        <source>Along the piece</source>
        <translation>Entlang des Stücks</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>What the words mean</source>
        <translation>Was die Wörter bedeuten</translation>
    </message>
    <message>
        <source>What if: %1</source>
        <translation>Was wäre, wenn: %1</translation>
    </message>
    <message>
        <source>What if: %1 (of the window from %2)</source>
        <translation>Was wäre, wenn: %1 (im Ausschnitt ab %2)</translation>
    </message>
    <message>
        <source>What if: %1 (of another model)</source>
        <translation>Was wäre, wenn: %1 (mit einem anderen Modell)</translation>
    </message>
    <message>
        <source>&amp;Remove the what-if</source>
        <translation>Veränderung &amp;entfernen</translation>
    </message>
    <message>
        <source>The selected what-if is kept no longer (Delete); undo brings it back.</source>
        <translation>Die gewählte Veränderung wird nicht länger behalten (Entf); Rückgängig holt sie zurück.</translation>
    </message>
</context>
<context>
    <name>whence::SessionKeeper</name>
    <message>
        <source>Save the session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>Sessions of Whence (*%1)</source>
        <translation>Sitzungen von Whence (*%1)</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Save what you have changed about “%1”?</source>
        <translation>Ihre Änderungen an „%1“ speichern?</translation>
    </message>
    <message>
        <source>“%1”, the recording of this session, is neither where it was nor beside the session.</source>
        <translation>„%1“, die Aufnahme dieser Sitzung, ist weder am alten Ort noch neben der Sitzung.</translation>
    </message>
    <message>
        <source>The folder of stems %1 is not there any more.</source>
        <translation>Den Ordner mit Spuren %1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The session was made with “%1”, which is not here; “%2” is used.</source>
        <translation>Die Sitzung entstand mit „%1“, das hier fehlt; „%2“ wird verwendet.</translation>
    </message>
    <message>
        <source>The place of the window, the faders, the folder of stems, labels and kept what-ifs are lost otherwise.</source>
        <translation>Die Lage des Ausschnitts, die Regler, der Ordner mit Spuren, die Marken und die behaltenen Veränderungen gehen sonst verloren.</translation>
    </message>
</context>
<context>
    <name>whence::SourcesPanel</name>
    <message>
        <source>%1 on %2
LIME %3, Shapley %4, leave one out %5</source>
        <translation>%1 für %2
LIME %3, Shapley %4, Weglassen %5</translation>
    </message>
    <message>
        <source>
This stem is near silent here.</source>
        <translation>
Diese Spur ist hier fast still.</translation>
    </message>
    <message>
        <source>Method of the weights</source>
        <translation>Verfahren der Gewichte</translation>
    </message>
    <message>
        <source>LIME</source>
        <translation>LIME</translation>
    </message>
    <message>
        <source>Shapley</source>
        <translation>Shapley</translation>
    </message>
    <message>
        <source>leave one out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>LIME: weights of a linear model of all mixes, as in the paper.
Shapley: the mean contribution over all orders of the stems; they sum up.
Leave one out: what changes without the stem.</source>
        <translation>LIME: Gewichte eines linearen Modells aller Mischungen, wie in der Studie.
Shapley: der mittlere Beitrag über alle Reihenfolgen der Spuren; sie summieren sich.
Weglassen: was sich ohne die Spur ändert.</translation>
    </message>
    <message>
        <source>Sources of the feature</source>
        <translation>Klangquellen des Merkmals</translation>
    </message>
    <message>
        <source>Sources of %1</source>
        <translation>Klangquellen: %1</translation>
    </message>
    <message>
        <source>LIME weight on %1</source>
        <translation>LIME-Gewicht für %1</translation>
    </message>
    <message>
        <source>Shapley value for %1</source>
        <translation>Shapley-Wert für %1</translation>
    </message>
    <message>
        <source>what is left out takes from %1</source>
        <translation>was durch Weglassen fehlt: %1</translation>
    </message>
    <message>
        <source>LIME: fidelity %1, complexity %2, %3 of %3 mixes</source>
        <translation>LIME: Anpassungsgüte %1, Komplexität %2, %3 von %3 Mischungen</translation>
    </message>
    <message>
        <source>Fidelity: how well single stems explain the feature (1 is best); high fidelity is no proof.
Complexity: 0 is one cause, 1 is all stems alike; beside it what as many random weights have.</source>
        <translation>Anpassungsgüte: wie gut einzelne Spuren das Merkmal erklären (1 ist am besten); eine hohe Anpassungsgüte ist kein Beweis.
Komplexität: 0 ist eine einzige Ursache, 1 sind alle Spuren gleich; daneben steht, was ebenso viele zufällige Gewichte haben.</translation>
    </message>
    <message>
        <source> (random weights %1 ± %2)</source>
        <translation> (zufällige Gewichte %1 ± %2)</translation>
    </message>
</context>
<context>
    <name>whence::SpectrogramBar</name>
    <message>
        <source>What the spectrogram shows</source>
        <translation>Was das Spektrogramm zeigt</translation>
    </message>
    <message>
        <source>Frequency axis</source>
        <translation>Frequenzachse</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Model bands</source>
        <translation>Modellbänder</translation>
    </message>
    <message>
        <source>Colors</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Range of levels</source>
        <translation>Bereich der Pegel</translation>
    </message>
    <message>
        <source>%1 to %2 dB</source>
        <translation>%1 bis %2 dB</translation>
    </message>
    <message>
        <source>Under the pointer</source>
        <translation>Unter dem Zeiger</translation>
    </message>
    <message>
        <source>What is heard</source>
        <translation>Was zu hören ist</translation>
    </message>
    <message>
        <source>Range of levels; 0 dB is a sine at full scale</source>
        <translation>Bereich der Pegel; 0 dB ist ein Sinus bei Vollaussteuerung</translation>
    </message>
    <message>
        <source>Under the pointer: time, frequency, the nearest note of equal temperament (A4 = 440 Hz) with the distance in cents, and the level there.
0 dBFS is a sine at full scale in both channels. On the model&apos;s bands the level is log₁₀(1 + magnitude), as the model hears it.</source>
        <translation>Unter dem Zeiger: Zeit, Frequenz, der nächste Ton der gleichstufigen Stimmung (A4 = 440 Hz) mit dem Abstand in Cent und der Pegel dort.
0 dBFS ist ein Sinus bei Vollaussteuerung in beiden Kanälen. Auf den Bändern des Modells ist der Pegel log₁₀(1 + Betrag), wie ihn das Modell hört.</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>%1 cents</source>
        <translation>%1 Cent</translation>
    </message>
    <message>
        <source>log magnitude %1</source>
        <translation>log. Betrag %1</translation>
    </message>
    <message>
        <source>%1 dBFS</source>
        <translation>%1 dBFS</translation>
    </message>
</context>
<context>
    <name>whence::SpectrogramView</name>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 kHz</translation>
    </message>
    <message>
        <source>C%1</source>
        <translation>C%1</translation>
    </message>
    <message>
        <source>band %1</source>
        <translation>Band %1</translation>
    </message>
</context>
<context>
    <name>whence::StemChoice</name>
    <message>
        <source>Stems of the open recording</source>
        <translation>Spuren der geöffneten Aufnahme</translation>
    </message>
    <message>
        <source>Use a folder of &amp;stems…</source>
        <translation>Ordner mit S&amp;puren nehmen …</translation>
    </message>
    <message>
        <source>Use the se&amp;parator</source>
        <translation>Separa&amp;tor nehmen</translation>
    </message>
    <message>
        <source>&amp;Nobody sings: the vocals&apos; share goes to the others</source>
        <translation>&amp;Niemand singt: der Anteil des Gesangs geht an die anderen</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>Keine Aufnahme ist geöffnet.</translation>
    </message>
    <message>
        <source>From the separator.</source>
        <translation>Vom Separator.</translation>
    </message>
    <message>
        <source>From the folder %1.</source>
        <translation>Aus dem Ordner %1.</translation>
    </message>
    <message>
        <source>A folder with one file per stem</source>
        <translation>Ein Ordner mit einer Datei je Spur</translation>
    </message>
</context>
<context>
    <name>whence::StemStripsView</name>
    <message>
        <source>Stems</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Select %1 and play it alone (Alt+%2)</source>
        <translation>%1 wählen und allein spielen (Alt+%2)</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 stumm schalten</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Play %1 alone</source>
        <translation>%1 allein spielen</translation>
    </message>
    <message>
        <source>Gain of %1 in decibels</source>
        <translation>Pegel von %1 in Dezibel</translation>
    </message>
    <message>
        <source>near silent</source>
        <translation>fast still</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>LIME weight on %1</source>
        <translation>LIME-Gewicht für %1</translation>
    </message>
    <message>
        <source>LIME weight of the stem; ± how far it goes from there at most as the window moves.</source>
        <translation>LIME-Gewicht der Spur; ± seine größte Abweichung, wenn sich der Ausschnitt verschiebt.</translation>
    </message>
</context>
<context>
    <name>whence::Task</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>Dafür reicht der Arbeitsspeicher nicht.</translation>
    </message>
</context>
<context>
    <name>whence::TimePanel</name>
    <message>
        <source>Overview of the recording</source>
        <translation>Übersicht der Aufnahme</translation>
    </message>
    <message>
        <source>The whole recording. Drag to show a part of it.</source>
        <translation>Die ganze Aufnahme. Ziehen, um einen Teil zu zeigen.</translation>
    </message>
    <message>
        <source>This model hears features but no emotions.</source>
        <translation>Dieses Modell hört Merkmale, aber keine Emotionen.</translation>
    </message>
    <message>
        <source>Valence and arousal will appear here, window by window.</source>
        <translation>Valenz und Erregung erscheinen hier, Ausschnitt für Ausschnitt.</translation>
    </message>
</context>
<context>
    <name>whence::TimeRuler</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Drag the bar to explain another part of the recording</source>
        <translation>Den Balken ziehen, um einen anderen Teil der Aufnahme zu erklären</translation>
    </message>
</context>
<context>
    <name>whence::TrackPage</name>
    <message>
        <source>“What if: %1” is in the report now.</source>
        <translation>„Was wäre, wenn: %1“ ist nun im Bericht.</translation>
    </message>
    <message>
        <source>removal of a what-if</source>
        <translation>Entfernen einer Veränderung</translation>
    </message>
</context>
<context>
    <name>whence::TransportBar</name>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Repeat the selection, or the explained window (L)</source>
        <translation>Die Auswahl wiederholen, oder den erklärten Ausschnitt (L)</translation>
    </message>
    <message>
        <source>Speed; the pitch is kept</source>
        <translation>Tempo; die Tonhöhe bleibt</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>whence::VerdictPanel</name>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>The explanation in words will appear here, with its checks.</source>
        <translation>Die Erklärung in Worten erscheint hier, mit ihren Prüfungen.</translation>
    </message>
    <message>
        <source>Checks: %1 of %2 passed</source>
        <translation>Prüfungen: %1 von %2 bestanden</translation>
    </message>
    <message>
        <source>Of the other features</source>
        <translation>Zu den anderen Merkmalen</translation>
    </message>
</context>
<context>
    <name>whence::WaveformView</name>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
</context>
<context>
    <name>whence::WelcomePage</name>
    <message>
        <source>Why does this music sound the way it does?</source>
        <translation>Warum klingt diese Musik so, wie sie klingt?</translation>
    </message>
    <message>
        <source>Whence predicts the emotion a recording conveys and traces the prediction back: to perceptual features such as rhythmic stability, and from there to the voices and instruments that bring them about. Everything can be heard.</source>
        <translation>Whence sagt voraus, welche Emotion eine Aufnahme vermittelt, und führt die Vorhersage zurück: auf wahrgenommene Merkmale wie rhythmische Stabilität und von dort auf die Stimmen und Instrumente, die sie hervorbringen. Alles ist hörbar.</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Or drop a file, or a folder of stems, anywhere on this window.</source>
        <translation>Oder legen Sie eine Datei oder einen Ordner mit Spuren irgendwo auf diesem Fenster ab.</translation>
    </message>
    <message>
        <source>Open the example</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>A short piece that comes with the program, with its stems.</source>
        <translation>Ein kurzes Stück, das mit dem Programm kommt, mit seinen Spuren.</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>whence::WhatIfDialog</name>
    <message>
        <source>What if?</source>
        <translation>Was wäre, wenn?</translation>
    </message>
    <message>
        <source>Which smallest change of the stems would do it?</source>
        <translation>Welche kleinste Änderung der Spuren würde genügen?</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Value to reach</source>
        <translation>Zu erreichender Wert</translation>
    </message>
    <message>
        <source>Find it</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Set the faders so</source>
        <translation>Regler so stellen</translation>
    </message>
    <message>
        <source>Bring</source>
        <translation>Gewünscht:</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bei</translation>
    </message>
    <message>
        <source>Is the stem really the cause?</source>
        <translation>Ist die Spur wirklich die Ursache?</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Make it 12 dB softer</source>
        <translation>12 dB leiser machen</translation>
    </message>
    <message>
        <source>The model is listening…</source>
        <translation>Das Modell hört zu …</translation>
    </message>
    <message>
        <source>Trying gains: %1 %</source>
        <translation>Pegel werden erprobt: %1 %</translation>
    </message>
    <message>
        <source>The model can be asked once the sources are explained.</source>
        <translation>Das Modell lässt sich befragen, sobald die Klangquellen gewichtet sind.</translation>
    </message>
    <message>
        <source>With %1 the model hears %2 %3.</source>
        <translation>Mit der Änderung „%1“ hört das Modell %2 %3.</translation>
    </message>
    <message>
        <source>%1 %2 → %3 (%4)</source>
        <translation>%1 %2 → %3 (%4)</translation>
    </message>
    <message>
        <source>%1 12 dB softer:</source>
        <translation>%1 12 dB leiser:</translation>
    </message>
    <message>
        <source>No change of one or two stems, 24 dB softer to 12 dB louder, reaches it. Closest: with %1 the model hears %2 %3.</source>
        <translation>Keine Änderung einer oder zweier Spuren, von 24 dB leiser bis 12 dB lauter, erreicht das. Am nächsten kommt: Mit „%1“ hört das Modell %2 %3.</translation>
    </message>
    <message>
        <source>Directions are compared: of the feature, with the stem&apos;s LIME weight; of the emotion, with the stem&apos;s weights on all features times those of the features.
Changes of less than %1 count as none.</source>
        <translation>Verglichen werden Richtungen: die des Merkmals mit dem LIME-Gewicht der Spur, die der Emotion mit den Gewichten der Spur für alle Merkmale mal denen der Merkmale.
Änderungen um weniger als %1 zählen als keine.</translation>
    </message>
</context>
</TS>
