from django.db import migrations

DE = (
    "Ich willige ausdrücklich ein, dass Konsil verarbeitet, was ich hier schreibe, und es an die oben genannte Stelle "
    "weitergibt, damit sie mir antworten kann. Das schließt Angaben zur Gesundheit ein: zu meiner oder zu der des "
    "Menschen, für den ich schreibe und der damit einverstanden ist. Der Text wird verschlüsselt gespeichert, die "
    "Redaktion kann ihn nicht lesen. Er wird 30 Tage nach dem Abschluss der Anfrage gelöscht, spätestens 90 Tage nach "
    "dem Eingang. Die Einwilligung ist freiwillig. Ich kann sie jederzeit mit dem Link widerrufen, der in jeder E-Mail "
    "steht; dann wird die Anfrage sofort gelöscht. Was bis dahin geschehen ist, bleibt rechtmäßig."
)
EN = (
    "I expressly consent to Konsil processing what I write here and passing it on to the recipient named above, so "
    "that they can answer me. This includes information about health: my own, or that of the person I am writing for, "
    "who agrees to it. The text is stored encrypted; the editors cannot read it. It is deleted 30 days after the "
    "enquiry is closed, and 90 days after it arrived at the latest. My consent is voluntary. I can withdraw it at any "
    "time by the link in every e-mail; the enquiry is then deleted at once. What was done until then remains lawful."
)
FR = (
    "Je consens expressément à ce que Konsil traite ce que j’écris ici et le transmette au destinataire nommé "
    "ci-dessus, afin qu’il puisse me répondre. Cela comprend des données de santé\u00a0: les miennes, ou celles de la "
    "personne pour qui j’écris et qui est d’accord. Le texte est enregistré sous forme chiffrée\u202f; la rédaction ne "
    "peut pas le lire. Il est effacé 30 jours après la clôture de la demande, et au plus tard 90 jours après son "
    "arrivée. Mon consentement est libre. Je peux le retirer à tout moment par le lien qui figure dans chaque "
    "e-mail\u202f; la demande est alors effacée aussitôt. Ce qui a été fait jusque-là reste licite."
)
IT = (
    "Acconsento espressamente a che Konsil tratti ciò che scrivo qui e lo trasmetta al destinatario indicato sopra, "
    "affinché possa rispondermi. Ciò comprende dati sulla salute: la mia, o quella della persona per cui scrivo e che "
    "è d’accordo. Il testo è conservato cifrato; la redazione non può leggerlo. Viene cancellato 30 giorni dopo la "
    "chiusura della richiesta, e al più tardi 90 giorni dopo il suo arrivo. Il consenso è libero. Posso revocarlo in "
    "qualsiasi momento con il link che si trova in ogni e-mail; la richiesta viene allora cancellata subito. Ciò che è "
    "stato fatto fino a quel momento resta lecito."
)


def write(apps, schema_editor):
    ConsentText = apps.get_model("enquiries", "ConsentText")
    ConsentText.objects.create(version=1, text_de=DE, text_en=EN, text_fr=FR, text_it=IT)


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0002_final_rows")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
