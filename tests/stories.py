"""Small stories of our own, in Indonesian and English: reports to trace together. All names are invented."""

from functools import cache
from typing import NamedTuple

from kutip import trace
from kutip.record import Capture, Reading, Story, Traced
from kutip.run import api


class Report(NamedTuple):
    """One report: where and when it was printed, and its text."""

    outlet: str
    lang: str
    published: str
    text: str


FLOOD = {
    "wire": Report(
        "Arunika", "id", "2026-01-14T09:00+07:00",
        "Banjir rendam tiga desa di Kabupaten Lembayung\n\n"
        "Badan Penanggulangan Bencana Daerah Kabupaten Lembayung (BPBD) menyatakan empat warga tewas dan 120 rumah "
        "rusak akibat banjir bandang pada Selasa malam.\n\n"
        "“Hujan turun enam jam tanpa henti,” kata Kepala BPBD Lembayung Wiratno Saputra.\n\n"
        "Menurut Wiratno, jembatan Cikandang masih ditutup untuk semua kendaraan.",
    ),
    "copy": Report(
        "Kabar Lembah", "id", "2026-01-14T10:30+07:00",
        "Tiga desa terendam banjir\n\n"
        "Badan Penanggulangan Bencana Daerah Kabupaten Lembayung (BPBD) menyatakan empat warga tewas dan 120 rumah "
        "rusak akibat banjir bandang pada Selasa malam.\n\n"
        "“Hujan turun enam jam tanpa henti,” kata Kepala BPBD Lembayung Wiratno Saputra.",
    ),
    "swap": Report(
        "Suara Kandang", "id", "2026-01-14T13:00+07:00",
        "Banjir Lembayung: 210 rumah rusak\n\n"
        "Sebanyak 210 rumah rusak dan empat warga tewas akibat banjir bandang di Kabupaten Lembayung, menurut BPBD "
        "Lembayung, Rabu (14/1/2026).\n\n"
        "“Jembatan Cikandang sudah dibuka sejak pagi,” ujar Camat Cikandang Hartini Lubis.",
    ),
    "abroad": Report(
        "Port Ellery Gazette", "en", "2026-01-15T08:00+07:00",
        "Flash flood kills six in Lembayung, Indonesia\n\n"
        "Six residents were killed in a flash flood in Lembayung, Indonesia, on Tuesday night, the Lembayung Disaster "
        "Mitigation Agency said on Thursday.\n\n"
        "The Cikandang bridge is still closed, its head, Wiratno Saputra, said.",
    ),
}  # fmt: skip

RESULTS = {
    "first": Report(
        "Halyard News", "en", "2026-04-22T16:00+07:00",
        "Nusakarya profit rises 12 percent\n\n"
        "PT Nusakarya Semen said its net profit rose 12 percent to 1.45 trillion rupiah in the first quarter of "
        "2026.\n\n"
        "“Demand for cement will grow in the second half,” chief executive Ratna Wibisono of PT Nusakarya Semen said.",
    ),
    "second": Report(
        "Lentera Selat", "id", "2026-04-22T18:00+07:00",
        "Laba Nusakarya naik 12 persen\n\n"
        "PT Nusakarya Semen menyatakan laba bersihnya naik 12 persen menjadi Rp1,45 triliun pada kuartal pertama "
        "2026.\n\n"
        "“Permintaan semen akan tumbuh pada semester kedua,” kata Direktur Utama PT Nusakarya Semen Ratna Wibisono.",
    ),
    "wrong": Report(
        "Heboh Siang", "id", "2026-04-23T07:00+07:00",
        "Laba Nusakarya melonjak\n\n"
        "Laba bersih PT Nusakarya Semen naik 12 persen menjadi Rp1,54 triliun pada kuartal pertama 2026, menurut "
        "perusahaan itu.\n\n"
        "Analis Bayu Prakoso dari Sekuritas Mandala menilai pendapatan perusahaan itu tumbuh 9 persen.",
    ),
}  # fmt: skip

COURT = {
    "first": Report(
        "Gema Palasari", "id", "2025-11-04T15:00+07:00",
        "Mantan bupati bersalah\n\n"
        "Mantan Bupati Tirtasari Gunawan Halim dinyatakan bersalah dalam perkara suap oleh majelis hakim, kata juru "
        "bicara Pengadilan Negeri Tirtasari Lukman Aziz, Selasa (4/11/2025).\n\n"
        "Pengacaranya, Dewi Maharani, membantah Gunawan menerima suap dari kontraktor jalan.\n\n"
        "Jaksa Pratiwi Nugraheni mengatakan Gunawan menerima suap dari kontraktor jalan pada 12 Maret 2023.",
    ),
    "second": Report(
        "Crosswind Digest", "en", "2025-11-05T09:00+07:00",
        "Former regent found guilty\n\n"
        "Former regent Gunawan Halim took a bribe from a road contractor on 12 March 2024, prosecutor Pratiwi "
        "Nugraheni said.\n\n"
        "His lawyer, Dewi Maharani, denied that Gunawan took a bribe from the road contractor.",
    ),
}  # fmt: skip

SHIP = {
    "first": Report(
        "Arunika", "id", "2026-02-01T11:00+08:00",
        "Kapal tenggelam di Selat Merbau\n\n"
        "Kepala Kantor SAR Merbau Idris Sangaji mengatakan 31 penumpang selamat dan delapan orang hilang setelah KM "
        "Bahari Jaya tenggelam di Selat Merbau pada Minggu pagi.\n\n"
        "Kapal itu diduga kelebihan muatan.",
    ),
    "second": Report(
        "Halyard News", "en", "2026-02-01T20:00+08:00",
        "Ferry sinks in Merbau Strait, five missing\n\n"
        "Five people are missing after the ferry KM Bahari Jaya sank in the Merbau Strait on Sunday morning, Arunika "
        "reported, citing Idris Sangaji, head of the Merbau search and rescue office.\n\n"
        "The operator denied that the ferry was overloaded.",
    ),
}  # fmt: skip

PROTEST = {
    "first": Report(
        "Han River Daily", "en", "2026-03-07T18:00+07:00",
        "Thousands march over bus fares\n\n"
        "Police said 2,000 people marched through Ardenport on Saturday against higher bus fares.\n\n"
        "Organiser Lena Marsh said 9,000 people marched through Ardenport on Saturday against higher bus fares.\n\n"
        "Mayor Tomas Quill said the city will accept the demands of the marchers.",
    ),
    "second": Report(
        "Port Ellery Gazette", "en", "2026-03-08T08:00+07:00",
        "Ardenport rejects demands of marchers\n\n"
        "The mayor of Ardenport, Tomas Quill, said the city will reject the demands of the marchers.\n\n"
        "Lena Marsh, who organised it, said 9,000 people marched through Ardenport against higher fares.",
    ),
}  # fmt: skip

RICE = {
    "first": Report(
        "Arunika", "id", "2026-05-04T10:00+07:00",
        "Harga beras naik hingga 8 persen\n\n"
        "Menteri Pertanian Sulaiman Daud mengatakan harga beras bisa naik hingga 8 persen pada Juni karena kemarau.\n\n"
        "“Stok kita 1,3 juta ton, cukup sampai September,” ujar Sulaiman kepada wartawan, Senin (4/5/2026).",
    ),
    "bold": Report(
        "Heboh Siang", "id", "2026-05-04T14:00+07:00",
        "Beras naik 8 persen!\n\n"
        "Harga beras naik 8 persen pada Juni, kata Menteri Pertanian Sulaiman Daud seperti dikutip Arunika.\n\n"
        "Kementerian Pertanian membantah akan mengimpor beras.",
    ),
    "abroad": Report(
        "Halyard News", "en", "2026-05-05T09:00+07:00",
        "Rice prices may rise\n\n"
        "Rice prices could rise by up to 8 percent in June because of drought, Agriculture Minister Sulaiman Daud said "
        "on Monday, according to Arunika.\n\n"
        "Stocks of 3.1 million tons would last until September, he said.",
    ),
}  # fmt: skip

WEDDING = {
    "first": Report(
        "Port Ellery Gazette", "en", "2026-06-10T09:00Z",
        "Twelve ill after wedding\n\n"
        "Twelve people were taken to Ellery General Hospital after a wedding in Dunmere on Sunday, the Dunmere Health "
        "Office said.\n\n"
        "“The fish had not been cooled,” its director, Marta Quill, said.",
    ),
    "second": Report(
        "Crosswind Digest", "en", "2026-06-10T15:00Z",
        "Wedding guests ill\n\n"
        "Twenty-one people were taken to hospital after a wedding in Dunmere on Saturday, according to the Dunmere "
        "Health Office.",
    ),
    "abroad": Report(
        "Lentera Selat", "id", "2026-06-11T08:00+07:00",
        "Tamu pesta keracunan\n\n"
        "Dua belas orang dilarikan ke rumah sakit setelah pesta pernikahan di Dunmere, Minggu (7/6/2026), kata Dinas "
        "Kesehatan Dunmere seperti dilansir Port Ellery Gazette.\n\n"
        "Direktur Dinas Kesehatan Dunmere Marta Quill mengatakan ikan tidak didinginkan.",
    ),
}  # fmt: skip

PACT = {
    "first": Report(
        "Halyard News", "en", "2026-08-01T09:00Z",
        "Veldia and Orsonia sign pact\n\n"
        "Veldia and Orsonia signed a fishing agreement in Lisbon on 30 July 2026, the Veldian Foreign Ministry said in "
        "a statement.\n\n"
        "The agreement allows 40 boats a year in the Strait of Orso, Foreign Minister Ida Kross said.",
    ),
    "elsewhere": Report(
        "Han River Daily", "en", "2026-08-02T09:00Z",
        "Fishing pact signed\n\n"
        "Veldia and Orsonia signed a fishing agreement in Vienna on 30 July 2026, the Orsonian Foreign Ministry said.",
    ),
    "abroad": Report(
        "Kabar Lembah", "id", "2026-08-02T12:00+07:00",
        "Pakta ikan diteken\n\n"
        "Menteri luar negeri Veldia dan Orsonia menandatangani perjanjian perikanan pada 30 Juni 2026, menurut "
        "pernyataan Kementerian Luar Negeri Veldia.\n\n"
        "Perjanjian itu mengizinkan 400 kapal per tahun di Selat Orso, kata Menteri Luar Negeri Ida Kross.",
    ),
}  # fmt: skip

NEXT_FLOOD = Report(
    "Arunika", "id", "2026-02-20T09:00+07:00",
    "Banjir kembali rendam Lembayung\n\n"
    "BPBD Lembayung menyatakan dua warga luka-luka dan 40 rumah terendam banjir pada Kamis malam.\n\n"
    "“Tanggul Sungai Cibening jebol,” kata Kepala BPBD Lembayung Wiratno Saputra.",
)  # fmt: skip

RALAT = Report(
    "Suara Kandang", "id", "2026-01-14T17:00+07:00",
    "Banjir Lembayung: 120 rumah rusak\n\n"
    "Sebanyak 120 rumah rusak akibat banjir bandang di Kabupaten Lembayung, menurut BPBD Lembayung, Rabu "
    "(14/1/2026).\n\n"
    "Ralat: berita sebelumnya keliru menyebut 210 rumah.",
)  # fmt: skip

STORIES = (FLOOD, RESULTS, COURT, SHIP, PROTEST, RICE, WEDDING, PACT)


@cache
def read(report: Report) -> Reading:
    """A report as the rules read it, plain claims and all."""
    given = Capture(report.text, "text", outlet=report.outlet, lang=report.lang, published=report.published)
    return api.reading(given, True, ("none",))


def traced(*reports: Report) -> Story:
    """The one story of some reports."""
    found = trace.trace(map(read, reports), "1").stories
    assert len(found) == 1, [len(one.articles) for one in found]
    return found[0]


def reasons(found: Story | Traced, which: str) -> set[tuple[str, str]]:
    """In what tellings conflict or differ, and why: those of one claim, or of all in a story."""
    claims = found.claims if isinstance(found, Story) else (found,)
    return {(one.slot, one.reason) for claim in claims for one in getattr(claim, which)}


def said(found: Story, which: str) -> set[str]:
    """The same in words."""
    return {one.says for claim in found.claims for one in getattr(claim, which)}


def articles(*reports: Report) -> tuple[str, ...]:
    """The articles of some reports."""
    return tuple(read(report).article.id for report in reports)
