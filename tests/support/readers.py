"""Reads files that Passerelle made with readers that share nothing with it, and says in JSON what they hold.

Input (standard input): {"documents": [{"word": path, "page": path}], "cards": text, "calendars": [text], "workbooks": [path]}.
Words are text between spaces that a line may break at: a no-break space is part of a word. The dash that marks an
item of a list is none.
"""
import csv, html.parser, io, json, re, sys, zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


def words(text):
    text = re.sub('[\u2060\u200b\ufeff]', '', text)
    text = re.sub('\u00a0?–(?=[ \u00a0\r\n]|$)', ' – ', text)
    return [word for word in re.split('[ \t\r\n]+', text) if word not in ('', '–')]


# ── Word (python-docx) ──

def run_text(element):
    """The text of a paragraph, that of its links too, which the library's own `text` leaves out."""
    said = []
    for node in element.iter():
        if node.tag == W + 't':
            said.append(node.text or '')
        elif node.tag == W + 'tab' and node.getparent().tag == W + 'r':
            said.append('\t')
        elif node.tag in (W + 'br', W + 'cr'):
            said.append(' ')
    return ''.join(said)


def word_file(path):
    import docx
    from docx.oxml.ns import qn
    document = docx.Document(path)
    names = {style.style_id: style.name for style in document.styles}
    said, headings, contents, untagged = [], [], [], 0
    for element in document.element.body.iter(qn('w:p')):
        text = run_text(element)
        style = element.find(W + 'pPr/' + W + 'pStyle')
        name = names.get(style.get(W + 'val'), '') if style is not None else ''
        if any(parent.tag == W + 'sdt' for parent in element.iterancestors()):
            # The heading, then its page.
            contents += words(text.split('\t')[0])
            continue
        said += words(text)
        level = 0 if name == 'Title' else int(name[-1]) if re.fullmatch('[Hh]eading [1-9]', name) else None
        if level is not None:
            headings.append([level, ' '.join(words(text))])
    for run in document.element.body.iter(qn('w:r')):
        if run.find(W + 't') is not None and run.find(W + 'rPr/' + W + 'lang') is None:
            untagged += 1
    furniture = lambda part: [' '.join(words(run_text(paragraph._p).replace('\u00a0', ' '))) for paragraph in part.paragraphs]
    tables = list(document.element.body.iter(W + 'tbl'))
    return {
        'words': said,
        'headings': headings,
        'contents': contents,
        'headers': sorted({line for section in document.sections for line in furniture(section.header)}),
        'footers': sorted({line for section in document.sections for line in furniture(section.footer)}),
        'alternatives': [node.get('descr') or '' for node in document.element.body.iter('{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr')],
        'runsWithoutLanguage': untagged,
        'tables': len(tables),
        'tablesWithHeader': sum(table.find(W + 'tr/' + W + 'trPr/' + W + 'tblHeader') is not None for table in tables),
        'title': document.core_properties.title,
        'language': document.core_properties.language,
    }


# ── A page (html.parser) ──

class Page(html.parser.HTMLParser):
    void = {'meta', 'br', 'path', 'rect', 'circle', 'line', 'link', 'img', 'hr', 'use'}
    blocks = {'p', 'h1', 'h2', 'h3', 'h4', 'li', 'dt', 'dd', 'div', 'td', 'th', 'caption', 'figcaption', 'text', 'tspan', 'br', 'tr'}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.parts, self.headings, self.alternatives, self.tables = [], [], [], [], []
        self.language = self.title = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == 'html':
            self.language = attributes.get('lang')
        if tag == 'section':
            self.parts.append({'header': '', 'footer': '', 'text': '', 'drawn': '', 'contents': ''})
        if tag == 'thead':
            self.tables.append('')
        if tag == 'svg':
            self.alternatives.append(attributes.get('aria-label') or '')
        if re.fullmatch('h[1-4]', tag):
            self.headings.append([int(tag[1]) - 1, ''])
        if tag in self.blocks:
            self.add(' ')
        if tag not in self.void:
            self.open.append((tag, attributes.get('class') or ''))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.void:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in self.blocks:
            self.add(' ')
        while self.open and self.open.pop()[0] != tag:
            pass

    def inside(self, tag=None, name=None):
        return any((tag is None or one == tag) and (name is None or name in classes.split()) for one, classes in self.open)

    def handle_data(self, data):
        if self.inside('style'):
            return
        if self.inside('head'):
            if self.inside('title'):
                self.title = (self.title or '') + data
            return
        self.add(data)

    def add(self, data):
        if not self.parts or self.inside('head'):
            return
        part = self.parts[-1]
        if self.inside('svg'):
            if not self.inside('title'):
                part['drawn'] += data
            return
        if self.inside(name='note-header'):
            part['header'] += data
        elif self.inside(name='note-footer'):
            part['footer'] += data
        elif self.inside(name='note-contents'):
            part['contents'] += data
        else:
            part['text'] += data
            part['drawn'] += data
            if self.inside('thead'):
                self.tables[-1] += data
            if self.inside('h1') or self.inside('h2') or self.inside('h3') or self.inside('h4'):
                self.headings[-1][1] += data


def page(path):
    reader = Page()
    with open(path, encoding='utf-8') as file:
        reader.feed(file.read())
    reader.close()
    collect = lambda name: [word for part in reader.parts for word in words(part[name])]
    return {
        'words': collect('text'),
        'drawn': collect('drawn'),
        'contents': collect('contents'),
        'headings': [[level, ' '.join(words(text))] for level, text in reader.headings],
        'headers': sorted({' '.join(words(part['header'].replace('\u00a0', ' '))) for part in reader.parts}),
        'footers': sorted({' '.join(words(part['footer'].replace('\u00a0', ' '))) for part in reader.parts}),
        'alternatives': reader.alternatives,
        'tableHeaders': [words(text) for text in reader.tables],
        'language': reader.language,
        'title': reader.title,
    }


# ── Cards and calendars (vobject, icalendar) ──

def plain(value):
    """A value of vobject as the text that it stands for."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ';'.join(plain(one) for one in value)
    if hasattr(value, 'isoformat'):
        return stamp(value)
    fields = ('box', 'extended', 'street', 'city', 'region', 'code', 'country') if hasattr(value, 'street') else ('family', 'given', 'additional', 'prefix', 'suffix')
    return ';'.join(plain(getattr(value, field)) for field in fields)


def stamp(value):
    """An instant in UTC, or a day."""
    import datetime
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    return value.isoformat()


def cards(text):
    import vobject
    return [[[line.name, plain(line.value)] for line in card.getChildren()] for card in vobject.readComponents(text)]


def by_vobject(text):
    import vobject
    calendar = vobject.readOne(text)
    return [{line.name: plain(line.value) for line in event.getChildren()} for event in calendar.contents.get('vevent', [])]


def by_icalendar(text):
    import icalendar
    calendar = icalendar.Calendar.from_ical(text)
    value = lambda one: stamp(one.dt) if hasattr(one, 'dt') else str(one)
    return [{name: value(one) for name, one in event.items()} for event in calendar.walk('VEVENT')]


# ── Sheets (openpyxl, csv) ──

def cell(value):
    if value is None:
        return None
    if hasattr(value, 'isoformat'):
        return {'day': value.isoformat()[:10]}
    return value


def workbook(path):
    import openpyxl
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode('utf-8') for name in archive.namelist() if name.startswith('xl/worksheets/') and name.endswith('.xml')]
    book = openpyxl.load_workbook(path)
    return {
        'formulas': sum(len(re.findall(r'<(?:\w+:)?f[\s/>]', part)) for part in parts) + sum(one.data_type == 'f' for sheet in book for row in sheet.iter_rows() for one in row),
        'sheets': [
            {
                'name': sheet.title,
                'frozen': sheet.freeze_panes,
                'filtered': sheet.auto_filter.ref,
                'rows': [[cell(one.value) for one in row] for row in sheet.iter_rows()],
            }
            for sheet in book
        ],
    }


def main():
    asked = json.load(sys.stdin)
    answer = {
        'documents': [{'word': word_file(one['word']), 'page': page(one['page'])} for one in asked.get('documents', [])],
        'cards': cards(asked['cards']) if asked.get('cards') else [],
        'calendars': [{'vobject': by_vobject(text), 'icalendar': by_icalendar(text)} for text in asked.get('calendars', [])],
        'workbooks': [workbook(path) for path in asked.get('workbooks', [])],
        'tables': [list(csv.reader(io.StringIO(one['text'], newline=''), delimiter=one['delimiter'])) for one in asked.get('tables', [])],
    }
    json.dump(answer, sys.stdout)


main()
