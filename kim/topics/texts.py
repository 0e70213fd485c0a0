"""Longer texts that pages say, in one place so that they can be read together."""

PROGRAMME = (
    "Das Kommunale Integrationsmanagement (KIM) ist ein Programm des Landes Nordrhein-Westfalen: Es bezahlt Stellen an 54 Standorten, "
    "damit Zugewanderte nicht an den Grenzen der Zuständigkeiten scheitern. "
    "Baustein 1 koordiniert die beteiligten Ämter und Träger, Baustein 2 begleitet Menschen mit schwierigen Fällen (Case Management), "
    "Baustein 3 verstärkt Ausländer- und Einbürgerungsbehörden. "
    "Diese Seiten zeigen, wie viele Stellen besetzt sind, was aus den Fällen wurde und wie lange man bei den Behörden wartet. "
    "VZÄ steht für Vollzeitäquivalente: Zwei halbe Stellen sind ein VZÄ. EBH sind die Einbürgerungs-, ABH die Ausländerbehörden."
)
TWO_READINGS = (
    "Im Januar 2024 nannte das Land je Baustein eine Zahl von Stellen und eine Quote, zum Beispiel »194 Stellen = 79,35 % besetzt«. "
    "Das lässt sich auf zwei Arten lesen: 194 Stellen gibt es, oder 194 Stellen sind besetzt. "
    "Welche Lesart stimmt, ist nicht bekannt; hier stehen beide. Insgesamt führen sie zu fast derselben Quote."
)
NO_MEAN = (
    "Der Durchschnitt der erledigten Verfahren steht hier nicht als Wartezeit. In ihm fehlen alle, die noch warten, und das sind vor "
    "allem die, die lange warten. Arbeitet eine Behörde alte Anträge ab, steigt dieser Durchschnitt sogar, obwohl es besser wird. "
    "Gezeigt werden deshalb Eingänge, Erledigungen, die offenen Verfahren mit ihrem Alter und der Anteil, der nach einem Jahr noch offen ist."
)
THREE_MONTHS = "Drei Monate nach Eingang kann frühestens Untätigkeitsklage erhoben werden (§ 75 VwGO). Das ist keine Bearbeitungsfrist."
COHORTS = (
    "Gezählt wird nach dem Quartal der Aufnahme: Was aus den Fällen wurde, die damals begannen. Laufende Fälle stehen dabei. "
    "Nach dem Quartal des Abschlusses zu zählen, würde lange Fälle erst viel später sichtbar machen. "
    "Auch für einen früheren Termin ist gezählt, was bis zum jüngsten Auszug aus den Fällen wurde."
)
NOT_RIPE = (
    "Quoten und Ziele zählen Fälle, die mindestens ein Jahr vor dem Termin aufgenommen wurden. "
    "Zu diesem Termin ist für dieses Gebiet kein solcher Fall gemeldet."
)
BEFORE_THE_QUEUE = (
    "Wer noch auf einen Termin wartet, um den Antrag abzugeben, steht in keiner Antragsstatistik. "
    "Hier steht, was die Behörden dazu melden, so wie sie es melden."
)
DELIVERED_COUNTS = "Diese Behörden liefern Zählungen. Sie stehen neben den Einzelvorgängen und werden nie mit ihnen zusammengezählt."
EACH_AUTHORITY = (
    "Wartezeiten gehören zu Behörden. In diesem Kreis gibt es mehrere; wo sie für dieselbe Zeit geliefert haben, sind ihre Verfahren "
    "zusammengezählt."
)
RULES = (
    "Gezählt wird zuerst, geteilt zuletzt: Quoten und Mediane werden nie gemittelt, sondern aus zusammengezählten Fällen neu berechnet.",
    "Jede Zahl stammt aus einem Stand. Ein Stand ändert sich nie mehr; wer später dieselbe Adresse öffnet, sieht dieselben Zahlen.",
    "Nicht gemeldet ist nicht null. Wer zu einem Termin nichts oder nur etwas geliefert hat, das älter als 100 Tage ist, fehlt und wird genannt.",
    COHORTS,
    NO_MEAN,
    THREE_MONTHS,
)
WITH_THOSE_WAITING = (
    "Alle Anteile zählen mit, wer noch wartet. Bei gleichbleibendem Tempo heißt: wie es einem Antrag erginge, wenn in jedem Alter so gearbeitet "
    "würde wie in den letzten vier Quartalen. Das Bild nach Eingangsquartal zeigt jedes für sich, sobald es ein Jahr alt ist; jüngere "
    "sind noch nicht so weit."
)
ONLY_COUNTS = (
    "Hier werden keine einzelnen Vorgänge geliefert, nur Zählungen: Wie alt die offenen Verfahren sind und wie lange sie dauern, lässt "
    "sich nur so weit sagen, wie es gezählt wurde."
)
SAME_AS_PUBLISHED = (
    "Das erfundene Beispiel ist so gebaut, dass die Besetzung im Land zum 31.03.2024 und die Stellen des Rhein-Sieg-Kreises den "
    "veröffentlichten Zahlen gleichen. Alles andere darin ist frei erfunden."
)
CORRECTIONS = (
    "Dieselben Kennzahlen für denselben Termin in beiden Ständen. Unterschiede kommen daher, dass etwas berichtigt oder nachgeliefert "
    "wurde; eine Entwicklung sind sie nicht."
)
NO_EARLIER = "Kein früherer Stand ist zum Vergleich gewählt."
FUNNEL = (
    "Der Trichter zeigt jeden Wert nach der Zahl der Fälle, auf der er beruht: Je weniger Fälle, desto weiter streuen Werte schon durch "
    "Zufall. Nur wer außerhalb der starken Linien liegt, ist auffällig; das ist eine Frage, keine Bewertung. Eine Rangfolge wäre es nie."
)
MIXED = "Die Behörden haben verschiedene Anliegen zu bearbeiten. Erst die Auswahl eines Anliegens vergleicht Gleiches mit Gleichem."
CONTROL = (
    "Jede Monatszahl schwankt. Die Linien zeigen, wie weit sie es bisher üblicherweise tat; nur was darüber hinausgeht, fragt nach einem "
    "Grund. Nach Gesetzesänderungen beginnt die Rechnung neu. Für Bestände gibt es solche Linien nicht."
)
OTHER_CLOCKS = (
    "Die Wartezeit läuft vom Eingang des Antrags bis zum Ende des Verfahrens. Hier stehen die Schritte darin und davor, jeder mit "
    "seiner eigenen Uhr: Wer nicht vollständig ist, wartet nicht auf die Entscheidung nach Vollständigkeit. Gezählt wird nur, wo die "
    "Behörde den Schritt erfasst. Die Dauer der erledigten Verfahren beschreibt die Arbeit der Behörde; als Wartezeit taugt sie nicht, weil die "
    "Wartenden darin fehlen."
)
RECEIPT = (
    "Verglichen werden je zwei Entscheidungen derselben Behörde zum selben Anliegen: Kam der frühere Antrag auch früher dran? Ausgenommen "
    "ist, was aus gutem Grund nicht in der Reihe steht: als vorgezogen gekennzeichnete, zurückgenommene und abgegebene Verfahren."
)
DURATIONS = (
    "Von der Anfrage zur Aufnahme ist rückblickend gezählt, von denen her, die in den letzten vier Quartalen aufgenommen wurden: Wer "
    "angefragt hat und noch wartet, steht in keiner Fallakte. Die Falldauer zählt laufende Fälle mit."
)
TAKE_AWAY = (
    "Was die Seiten zeigen, als Dateien: mit derselben Auswahl, demselben Stand und denselben Zahlen. Jede Datei sagt, was gewählt war, wer "
    "gemeldet hat und wie gerechnet wurde; zu jedem Bild, jeder Tabelle und jeder Kernzahl gehört eine "
    "Kennung, die zu Definition und eingereichter Datei zurückführt."
)
CHOOSE_A_KREIS = (
    "Wählen Sie oben ein Gebiet oder unten eine Kachel: Jeder der 54 KI-Standorte hat sein Profil."
)
NO_FUNNEL = (
    "Das Bild zeigt jeden Wert nach der Zahl der Fälle, auf der er beruht. Grenzen des Üblichen lassen sich hier nicht angeben; wer höher oder "
    "niedriger liegt, ist deshalb nicht auffällig."
)
USUAL = (
    "Jeder Wert wird mit dem verglichen, was bei gleicher Lage und so vielen Fällen üblich wäre. Nur wer darüber hinaus abweicht, ist "
    "auffällig; das ist eine Frage, keine Bewertung. Eine Rangfolge gibt es nicht."
)
MODELS = (
    "Diese Zahlen sind Rechnungen, keine Wartezeiten, und sie fragen Verschiedenes. Die Reichweite: Wie lange reicht der Bestand, wenn es "
    "weitergeht wie in den letzten zwölf Monaten? Ohne vorgezogene: dasselbe für alle, die in der Reihe stehen; das kommt dem am nächsten, was "
    "jemand vorfindet, der heute einen Antrag stellt. Die Vorausschau rechnet mit den letzten sechs Monaten. Die Eingänge: Wie viele Monate an "
    "Anträgen liegen noch? Wächst der Bestand, sind alle länger als das, was bisher gebraucht wurde."
)
NOT_WHOLE = (
    "Im Bestand gezählt, aber noch nicht im Tempo: {}. Der Auszug endet vor dem Ende des letzten Quartals, oder das Register begann erst "
    "später; ein angebrochenes Quartal hätte ein falsches Tempo."
)
STRUCTURE = (
    "Bewertet wird, ob Strukturen nicht vorhanden (0), vereinbart (1), gelebt (2) oder gelebt und überprüft (3) sind, mit Nachweis. Die Stufen "
    "sind keine Messwerte: Sie werden nicht gemittelt und ergeben keine Rangfolge. Die Einordnung beruht auf D1 bis D7, den Kerndimensionen, und "
    "folgt einer Regel, die hier steht."
)
THEMES_FROM_CASES = (
    "Was sich in Fällen wiederholt, soll Strukturen ändern: erkannt, in der Lenkungsgruppe beraten, angenommen, umgesetzt. Offene Themen zählen "
    "bei den Tagen mit."
)
HARD_DATA = (
    "Neben jeder Stufe stehen die Zahlen, die zu ihr etwas sagen können. Gefragt wird, wo Stufe 3 steht und die Zahl auch mit ihrem Intervall "
    "schwächer ist als im Land. Das ist eine Frage, kein Urteil."
)
AGREEMENT = (
    "Zwei externe Bewertungen, unabhängig voneinander: Ab 0,80 gelten sie als einig, zwischen 0,67 und 0,80 nur vorläufig; darunter sollte "
    "eine Dimension nicht veröffentlicht werden."
)
SCORING = (
    "Ab Stufe 2 gehört ein Nachweis dazu: Dokument und Fundstelle. Mit »Prüfen« wird das Ausgefüllte 30 Tage lang aufgehoben, und Sie sehen, was noch fehlt und welche "
    "Gruppe sich ergäbe. Eingereicht wird danach, wie eine Datei."
)
SCORED = {
    "konsens": "Eingereicht, ist sie die maßgebliche Bewertung der Runde.",
    "extern_1": "Eingereicht, ist sie maßgeblich, solange die Runde keine abgestimmte Bewertung hat.",
}
COUNTS_NOT = (
    "Für die Einordnung zählt diese Sicht nicht: Maßgeblich ist die abgestimmte Bewertung, sonst die erste externe. Die Gruppe hier steht nur "
    "für das Ausgefüllte."
)
RELATED = (
    "Jeder Punkt ist ein Standort. Dass zwei Größen zusammenhängen, sagt nicht, dass die eine die andere bewirkt. In der Dimension Ressourcen "
    "steckt auch die Besetzung: Mit ihr hängt das Profil schon deshalb zusammen."
)
ANONYMOUS = (
    "In dieser Fassung ist nur der eigene Kreis mit seinen Behörden benannt. Alle anderen tragen Nummern ohne Ordnung, in jedem Kapitel "
    "andere; was sie selbst geschrieben haben, die Karte und die Stellen jedes Standorts fehlen. Das verhindert nicht, dass jemand einen "
    "Standort an Zahlen erkennt, die er anderswoher kennt. Kennungen, in denen Nummern stehen, führen nicht zurück."
)
RECOMMENDATIONS = "Empfehlungen spricht aus, wer den Bericht verantwortet. Hier ist Platz dafür; das Programm erfindet keine."
