// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What the XML policies tell of a document, or why they refuse it: one table for all of them.

#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <pthread.h>
#include <string>
#include <string_view>
#include <support/xml_events.hpp>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

thread_local std::size_t allocations = 0;

} // namespace

// Not inline, or g++ warns where it sees only one of the two inlined.
[[gnu::noinline]] void* operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

using namespace std::string_literals;
using cosio::errc;
using cosio_test::read_xml;

using xml_policies = std::tuple<cosio::property_tree_xml, cosio::pugixml_xml, cosio::scanner_xml>;

struct row {
    std::string document;
    std::string told; // as `a([text]b())`
};

const std::vector<row> entities{
    {"<a>&lt;&gt;&amp;&quot;&apos;</a>", "a([<>&\"'])"},
    {"<a>&amp;lt;</a>", "a([&lt;])"},
    {"<a>&amp;amp;#65;</a>", "a([&amp;#65;])"},
    {"<a>x&amp;y</a>", "a([x&y])"},
    {"<a>&#65;&#x42;&#x00043;&#0000000000000000000000068;</a>", "a([ABCD])"},
    {"<a>&#233;&#xE9;&#xe9;</a>", "a([ééé])"},
    {"<a>&#127;&#x80;&#x7FF;&#x800;</a>", "a([\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80])"},
    {"<a>&#33150;&#x8BAF;</a>", "a([腾讯])"},
    {"<a>&#xD7FF;&#xE000;&#xFFFD;</a>", "a([\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd])"},
    {"<a>&#128512;&#x1F600;</a>", "a([😀😀])"},
    {"<a>&#x10000;&#x10FFFF;</a>", "a([\xf0\x90\x80\x80\xf4\x8f\xbf\xbf])"},
    {"<a>&#x9;&#xA;&#xD;</a>", "a([\t\n\r])"},
    {"<a>&#xD;&#xA;</a>", "a([\r\n])"},
    {"<a>&#38;#65;</a>", "a([&#65;])"},
    {"<a>&#60;b/&#62;</a>", "a([<b/>])"},
    {"<a>]]&gt;</a>", "a([]]>])"},
    {"<a b='&lt;&#65;&#x10FFFF;&apos;'/>", "a()"},
};

const std::vector<row> texts{
    {"<a/>", "a()"},
    {"<a></a>", "a()"},
    {"<a> a  b </a>", "a([ a  b ])"},
    {"<a>\ta\n</a>", "a([\ta\n])"},
    {"<a>   </a>", "a([   ])"},
    {"<a>&#32;</a>", "a([ ])"},
    {"<a> <b> </b> </a>", "a([ ]b([ ])[ ])"},
    {"<a>\n\t<b>1</b>\n\t<c>2</c>\n</a>", "a([\n\t]b([1])[\n\t]c([2])[\n])"},
    {"<a>x<b/>y</a>", "a([x]b()[y])"},
    {"<a>x<b/>y<b>z<c/></b></a>", "a([x]b()[y]b([z]c()))"},
    {"<a>100%25+</a>", "a([100%25+])"},
    {"<a>]] ></a>", "a([]] >])"},
    {"<a>></a>", "a([>])"},
    {"<a>'\"</a>", "a(['\"])"},
    {"<a>腾讯云/ü😀</a>", "a([腾讯云/ü😀])"},
    {"<a>\x7f\xc2\x80\xef\xbf\xbd\xf4\x8f\xbf\xbf</a>",
     "a([\x7f\xc2\x80\xef\xbf\xbd\xf4\x8f\xbf\xbf])"},
};

// XML 1.0, 2.11: CR LF and CR become LF before anything else, but not those written as references.
const std::vector<row> line_ends{
    {"<a>1\r\n2</a>", "a([1\n2])"},
    {"<a>1\r2</a>", "a([1\n2])"},
    {"<a>1\n\r2</a>", "a([1\n\n2])"},
    {"<a>\r\r\n\r</a>", "a([\n\n\n])"},
    {"<a>\r&#10;</a>", "a([\n\n])"},
    {"<a>\r&#13;\n</a>", "a([\n\r\n])"},
    {"<a>&#13;\r\n</a>", "a([\r\n])"},
    {"<a><![CDATA[1\r\n2\r3]]></a>", "a([1\n2\n3])"},
    {"<a>\r<![CDATA[\n]]></a>", "a([\n\n])"},
    {"<a>\r<!-- c -->\n</a>", "a([\n\n])"},
    {"<?xml version='1.0'?>\r\n<a\r\nb='\r'>\r\n</a\r\n>\r\n", "a([\n])"},
};

const std::vector<row> cdata{
    {"<a><![CDATA[<b>&amp;</b>]]></a>", "a([<b>&amp;</b>])"},
    {"<a><![CDATA[]]></a>", "a()"},
    {"<a>a<![CDATA[<]]>b<![CDATA[]]]]><![CDATA[>]]>c</a>", "a([a<b]]>c])"},
    {"<a><![CDATA[ ]]> </a>", "a([  ])"},
    {"<a><![CDATA[]>]]></a>", "a([]>])"},
    {"<a><![CDATA[<!-- c --><?pi?>]]></a>", "a([<!-- c --><?pi?>])"},
    {"<a><![CDATA[<!DOCTYPE a>]]></a>", "a([<!DOCTYPE a>])"},
    {"<a><![CDATA[x]]><b/><![CDATA[y]]></a>", "a([x]b()[y])"},
};

const std::vector<row> comments_and_instructions{
    {"<!-- c --><?pi?><a/><!-- c --><?pi?>", "a()"},
    {"<a>a<!-- x -->b<!-- y -->c</a>", "a([abc])"},
    {"<a>a<?pi?>b<?pi x ?>c</a>", "a([abc])"},
    {"<a> <!-- x --> </a>", "a([  ])"},
    {"<a><!----></a>", "a()"},
    {"<a><!-- - > -> <b> & &x; ]]> --></a>", "a()"},
    {"<a><?pi <b> & ? > ]]> ?></a>", "a()"},
    {"<a><?pi ?\?></a>", "a()"},
    {"<a><?_x:-.1 ?></a>", "a()"},
    {"<a><?xml-stylesheet href='s'?></a>", "a()"},
    {"<?xml-stylesheet href='s'?><a/>", "a()"},
    {"<!-- <!DOCTYPE a> --><a/>", "a()"},
    {"<?pi <!DOCTYPE a> ?><a/>", "a()"},
};

const std::vector<row> prologs{
    {"<?xml version=\"1.0\"?><a/>", "a()"},
    {"<?xml version='1.0' encoding='UTF-8'?><a/>", "a()"},
    {"<?xml version='1.0' encoding='utf-8' ?>\n<a/>", "a()"},
    {"<?xml\tversion = '1.1'\r\nencoding\n=\n\"utf-8\" standalone='yes'?><a/>", "a()"},
    {"<?xml version='1.0' standalone='no'?><a/>", "a()"},
    {"\xef\xbb\xbf<a/>", "a()"},
    {"\xef\xbb\xbf<?xml version='1.0'?><a/>", "a()"},
    {"\xef\xbb\xbf \n<!-- c --><a/>", "a()"},
    {" \t\r\n<a/> \t\r\n", "a()"},
    {"<a>\xef\xbb\xbf</a>", "a([\xef\xbb\xbf])"}, // only at the beginning is it none
};

const std::vector<row> elements{
    {"<a><b>1</b><c>2</c></a>", "a(b([1])c([2]))"},
    {"<a><c>2</c><b>1</b></a>", "a(c([2])b([1]))"},
    {"<a><b/><x><y/></x><b></b></a>", "a(b()x(y())b())"},
    {"<a><a><a>1</a></a></a>", "a(a(a([1])))"},
    {"<a><b>1</b><b>2</b></a>", "a(b([1])b([2]))"},
    {"<a xmlns='urn:x'><b xmlns=''/></a>", "a(b())"},
    {"<x:a xmlns:x='urn:x'><x:b/><y:b xmlns:y='urn:y'/></x:a>", "x:a(x:b()y:b())"},
    {"<x:a><:b/><c:d:/></x:a>", "x:a(:b()c:d:())"}, // names of XML, not of its namespaces
    {"<a ></a >", "a()"},
    {"<a\t\r\n/>", "a()"},
    {"<a-._:1></a-._:1>", "a-._:1()"},
    {"<_/>", "_()"},
    {"<腾讯>é</腾讯>", "腾讯([é])"},
    {"<½×😀/>", "½×😀()"}, // beyond ASCII more than XML has, see `is_xml_name`
    {"<xml/>", "xml()"},
    {"<xmlattr><xmlcomment/><xmltext>x</xmltext></xmlattr>", "xmlattr(xmlcomment()xmltext([x]))"},
};

const std::vector<row> attributes{
    {"<a b='1' c=\"2\"/>", "a()"},          {"<a b='x>y' c='/>'>t</a>", "a([t])"},
    {"<a\n\tb = 'x'\n>t</a>", "a([t])"},    {"<a b='\"' c=\"'\" d=''/>", "a()"},
    {"<a b=']]>' c='-->' d='?>'/>", "a()"}, {"<a b='腾讯\n\t'/>", "a()"},
    {"<a 腾:讯='1' 腾讯='2'/>", "a()"},     {"<a x:b='1' y:b='2' b='3' B='4'/>", "a()"},
    {"<a b='1'><b b='1'/></a>", "a(b())"},
};

// Everything that is refused with `malformed_xml`.
const std::vector<std::string> malformed{
    // No document, or not one.
    "",
    " ",
    "\xef\xbb\xbf",
    "\0"s,
    "x",
    "{}",
    "<",
    "<!",
    "<?",
    "<?xml version='1.0'?>",
    "<!-- c -->",
    "&lt;a/>",
    "<a/><b/>",
    "<a/><a></a>",
    "<a/>x",
    "x<a/>",
    "<a/>&#32;",
    "<a/><![CDATA[]]>",
    "<![CDATA[x]]><a/>",
    "\xfe\xff\0<"s,
    "\xff\xfe<\0"s,
    "<\0a\0/\0>\0"s,
    "\0\0\0<"s,
    "\xef\xbb\xbf\xef\xbb\xbf<a/>",
    "\xef\xbb<a/>",
    // Elements.
    "<a>",
    "</a>",
    "<a></a></a>",
    "<a></b>",
    "<a></A>",
    "<a></a",
    "<a></a b='1'>",
    "<a><b></a></b>",
    "<a><b></a>",
    "<a></ a>",
    "<a></a/>",
    "<a></>",
    "< a/>",
    "<a/ >",
    "<a//>",
    "<>x</>",
    "<1/>",
    "<-a/>",
    "<.a/>",
    "<a!/>",
    "<a<b/>",
    "<a>x<</a>",
    "<a\0/>"s,
    "<a\x0b/>",
    "<a\xff></a\xff>",
    "<a\xef\xbf\xbe/>",
    "<x:a></a>",
    // Attributes.
    "<a b/>",
    "<a b></a>",
    "<a b=/>",
    "<a b=c/>",
    "<a b='c/>",
    "<a b=\"c'/>",
    "<a b='<'/>",
    "<a b='1'c='2'/>",
    "<a ='1'/>",
    "<a 1='1'/>",
    "<a 'b'/>",
    "<a b='1' b='2'/>",
    "<a b='1' c='2' b='1'/>",
    "<a x:b='1' x:b='1'/>",
    "<a b='&'/>",
    "<a b='&x;'/>",
    "<a b='&#0;'/>",
    "<a b='&#x110000;'/>",
    "<a b='&amp'/>",
    "<a b='\0'/>"s,
    "<a b='\x1f'/>",
    "<a b='\xff'/>",
    "<a b\xff='1'/>",
    "<a/b='1'>",
    "<a></a><?pi?><a b='1'/>",
    // References.
    "<a>a & b</a>",
    "<a>&</a>",
    "<a>&;</a>",
    "<a>&amp</a>",
    "<a>& amp;</a>",
    "<a>&amp ;</a>",
    "<a>&AMP;</a>",
    "<a>&nbsp;</a>",
    "<a>&unknown;</a>",
    "<a>&a</a>;",
    "<a>&#;</a>",
    "<a>&#x;</a>",
    "<a>&#xg;</a>",
    "<a>&#X41;</a>",
    "<a>&#a;</a>",
    "<a>&#-65;</a>",
    "<a>&#+65;</a>",
    "<a>&# 65;</a>",
    "<a>&#0x41;</a>",
    "<a>&#x0x41;</a>",
    "<a>&#65.;</a>",
    "<a>&#65</a>",
    "<a>&#0;</a>",
    "<a>&#x1;</a>",
    "<a>&#x1F;</a>",
    "<a>&#xD800;</a>",
    "<a>&#xDBFF;&#xDFFF;</a>",
    "<a>&#55357;&#56832;</a>",
    "<a>&#xFFFE;</a>",
    "<a>&#65535;</a>",
    "<a>&#x110000;</a>",
    "<a>&#x100000041;</a>",
    "<a>&#18446744073709551681;</a>", // 65 in 64 bits
    "<a>&#99999999999999999999999;</a>",
    "&amp;<a/>",
    // Comments, CDATA sections, processing instructions.
    "<a><!-- a -- b --></a>",
    "<a><!-- a ---></a>",
    "<a><!---></a>",
    "<a><!--></a>",
    "<a><!-- a</a>",
    "<a><!- a --></a>",
    "<a><! a></a>",
    "<a><!-- \x01 --></a>",
    "<a><!-- \xff --></a>",
    "<a/><!-- ",
    "<a><![CDATA[</a>",
    "<a><![CDATA[]></a>",
    "<a><![CDATA[ ]]</a>",
    "<a><![cdata[x]]></a>",
    "<a><![CDATA [x]]></a>",
    "<a><![INCLUDE[x]]></a>",
    "<a><![CDATA[\x01]]></a>",
    "<a><![CDATA[\xff]]></a>",
    "<a>]]></a>",
    "<a>x]]>y</a>",
    "<a><?pi </a>",
    "<a><?pi ></a>",
    "<a><? pi?></a>",
    "<a><?\?></a>",
    "<a><?pi?\?></a>",
    "<a><?></a>",
    "<a><?1?></a>",
    "<a><?p'i?></a>",
    "<a><?pi \x01?></a>",
    "<a><?pi \xff?></a>",
    // The declaration.
    " <?xml version='1.0'?><a/>",
    "<!-- c --><?xml version='1.0'?><a/>",
    "<?xml version='1.0'?><?xml version='1.0'?><a/>",
    "<a/><?xml version='1.0'?>",
    "<a><?xml version='1.0'?></a>",
    "<a><?XmL?></a>",
    "<?XML version='1.0'?><a/>",
    "<?xml?><a/>",
    "<?xml ?><a/>",
    "<?xml x?><a/>",
    "<?xml encoding='UTF-8'?><a/>",
    "<?xml version='2.0'?><a/>",
    "<?xml version='1.'?><a/>",
    "<?xml version='1.x'?><a/>",
    "<?xml version=1.0?><a/>",
    "<?xml version='1.0' version='1.0'?><a/>",
    "<?xml version='1.0'encoding='UTF-8'?><a/>",
    "<?xml encoding='UTF-8' version='1.0'?><a/>",
    "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
    "<?xml version='1.0' standalone='maybe'?><a/>",
    "<?xml version='1.0' x='1'?><a/>",
    "<?xml version='1.0'><a/>",
    "<?xml version='1.0' ? ><a/>",
    "<?xml version='1.0' encoding=''?><a/>",
    // Bytes that say they are not UTF-8 are not read as if they were.
    "<?xml version='1.0' encoding='GBK'?><a/>",
    "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
    "<?xml version='1.0' encoding='UTF-16'?><a/>",
    // Characters that XML does not know.
    "<a>\0</a>"s,
    "<a/>\0"s,
    "<a/>\0\0\0"s,
    "<a>\x01</a>",
    "<a>\x08</a>",
    "<a>\x0b</a>",
    "<a>\x0c</a>",
    "<a>\x1b</a>",
    "<a>\x1f</a>",
    "<a/>\x0c",
    "<a>\xef\xbf\xbe</a>",
    "<a>\xef\xbf\xbf</a>",
    // Bytes that are not UTF-8.
    "<a>\x80</a>",
    "<a>\xbf</a>",
    "<a>\xff</a>",
    "<a>\xfe</a>",
    "<a>\xc0\xaf</a>",
    "<a>\xc1\x81</a>",
    "<a>\xe0\x80\xaf</a>",
    "<a>\xe0\x9f\xbf</a>",
    "<a>\xf0\x80\x80\xaf</a>",
    "<a>\xf0\x8f\xbf\xbf</a>",
    "<a>\xed\xa0\x80</a>",
    "<a>\xed\xbf\xbf</a>",
    "<a>\xf4\x90\x80\x80</a>",
    "<a>\xf5\x80\x80\x80</a>",
    "<a>\xc3</a>",
    "<a>\xe8\x85</a>",
    "<a>\xf0\x9f\x98</a>",
    "<a>\xe8\x85&#x80;</a>",
    "<a>\xc3<!-- -->\xa9</a>",
    "<a>\xc3(</a>",
};

const std::vector<std::string> document_types{
    "<!DOCTYPE a><a/>",
    "<!doctype a><a/>",
    "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "<!DOCTYPE a PUBLIC '-//x//y//EN' 'http://example.com/a.dtd'><a/>",
    "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'><!ENTITY z '&y;&y;'>]><a>&z;</a>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.com/'>%x;]><a/>",
    "<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>",
    "<!DOCTYPE",
    "<a><!DOCTYPE a></a>",
    "<a/><!DOCTYPE a>",
    "<!ENTITY x 'y'><a/>",
    "<a><!ELEMENT a ANY></a>",
};

template <class Xml>
void check_told(const std::vector<row>& rows)
{
    for (const row& r : rows)
        BOOST_TEST_CONTEXT(r.document)
        {
            const auto found = read_xml<Xml>(r.document);
            BOOST_TEST(!found.code);
            BOOST_TEST(to_string(found.events) == r.told);
        }
}

template <class Xml>
void check_refused(const std::string& document, errc wanted)
{
    BOOST_TEST_CONTEXT(document.substr(0, 200))
    BOOST_TEST(read_xml<Xml>(document).code == cosio::error_code(wanted));
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string result;
    while (times-- > 0)
        result += text;
    return result;
}

std::string nested(std::size_t depth)
{
    return repeated("<a>", depth) + repeated("</a>", depth);
}

/// Something of everything, for tests that break documents.
const std::string samples[] = {
    "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<a "
    "xmlns='urn:x'>\n\t<b>&lt;1&#x20;</b>\r\n"
    "<!-- c --><?pi d?></a>",
    "<x:a b='1' c=\"&amp;\"><![CDATA[<&]]>]<b/>腾讯😀</x:a\t>",
    "<InitiateMultipartUploadResult><Bucket>b-1</Bucket><Key>k</Key><UploadId>1585</UploadId>"
    "</InitiateMultipartUploadResult>",
    "<!-- a --><Error><Code>&#65;&#66;</Code><Message/></Error>",
};

/// The readers agree on this document, whatever it is.
void check_agreement(const std::string& document)
{
    const auto wanted = read_xml<cosio::scanner_xml>(document);
    const auto compare = [&]<class Xml>(std::type_identity<Xml>) {
        const auto found = read_xml<Xml>(document);
        BOOST_TEST((found.code == wanted.code), document);
        BOOST_TEST((found.events == wanted.events), document);
    };
    compare(std::type_identity<cosio::property_tree_xml>());
    compare(std::type_identity<cosio::pugixml_xml>());
}

/// Hears and keeps nothing but how much there was.
class counting_sink final : public cosio::xml_sink {
public:
    void enter(std::string_view) override { ++elements; }
    void text(std::string_view piece) override { bytes += piece.size(); }
    void leave() override { ++ends; }

    std::size_t elements = 0, bytes = 0, ends = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(xml)

BOOST_AUTO_TEST_CASE_TEMPLATE(references_are_resolved, Xml, xml_policies)
{
    check_told<Xml>(entities);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(text_is_kept, Xml, xml_policies)
{
    check_told<Xml>(texts);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(line_ends_become_lf, Xml, xml_policies)
{
    check_told<Xml>(line_ends);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(cdata_is_text, Xml, xml_policies)
{
    check_told<Xml>(cdata);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(comments_and_instructions_are_left_out, Xml, xml_policies)
{
    check_told<Xml>(comments_and_instructions);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(beginnings, Xml, xml_policies)
{
    check_told<Xml>(prologs);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(elements_nest, Xml, xml_policies)
{
    check_told<Xml>(elements);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(attributes_are_left_out, Xml, xml_policies)
{
    check_told<Xml>(attributes);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_not_well_formed, Xml, xml_policies)
{
    for (const std::string& document : malformed)
        check_refused<Xml>(document, errc::malformed_xml);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(document_types_are_refused, Xml, xml_policies)
{
    for (const std::string& document : document_types)
        check_refused<Xml>(document, errc::forbidden_xml);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(depth_is_bounded, Xml, xml_policies)
{
    BOOST_TEST(!read_xml<Xml>(nested(32)).code);
    BOOST_TEST(!read_xml<Xml>(repeated("<a>", 31) + "<a/><a></a>" + repeated("</a>", 31)).code);
    check_refused<Xml>(nested(33), errc::xml_too_deep);
    check_refused<Xml>(repeated("<a>", 32) + "<a/>" + repeated("</a>", 32), errc::xml_too_deep);
    check_refused<Xml>(nested(100000), errc::xml_too_deep);
    check_refused<Xml>(repeated("<a>", 100000), errc::xml_too_deep);
    check_refused<Xml>(repeated("<a b='1'>x", 100000), errc::xml_too_deep);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(attributes_are_bounded, Xml, xml_policies)
{
    std::string element = "<a";
    for (int i = 0; i < 32; ++i)
        element += " b" + std::to_string(i) + "=''";
    BOOST_TEST(!read_xml<Xml>(element + "/>").code);
    check_refused<Xml>(element + " b31=''/>", errc::malformed_xml);
    check_refused<Xml>(element + " b32=''/>", errc::malformed_xml);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(size_is_not_bounded, Xml, xml_policies)
{
    const std::size_t many = 5000;
    const auto wide = read_xml<Xml>("<a>" + repeated("<b>x</b><c/>", many) + "</a>");
    BOOST_TEST(!wide.code);
    BOOST_TEST(wide.events.size() == 5 * many + 2);

    const auto long_text = read_xml<Xml>("<a>" + repeated("1234\r\n&amp;腾", many) + "</a>");
    BOOST_TEST(!long_text.code);
    BOOST_TEST((long_text.events[1].text == repeated("1234\n&腾", many)));

    const std::string name(many, 'n');
    const auto long_name =
        read_xml<Xml>('<' + name + ' ' + name + "='" + name + "'></" + name + '>');
    BOOST_TEST(!long_name.code);
    BOOST_TEST((long_name.events[0].text == name));
    BOOST_TEST(!read_xml<Xml>("<!--" + std::string(many, 'c') + "--><a/>").code);
    check_refused<Xml>("<a>" + std::string(many, '&') + "</a>", errc::malformed_xml);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_beginning_of_a_document_is_refused, Xml, xml_policies)
{
    for (const std::string& whole : samples) {
        for (std::size_t size = 0; size < whole.size(); ++size)
            BOOST_TEST(read_xml<Xml>(whole.substr(0, size)).code.failed(), whole.substr(0, size));
        BOOST_TEST(!read_xml<Xml>(whole).code);
    }
}

BOOST_AUTO_TEST_CASE(readers_agree_on_broken_documents)
{
    const std::string bytes = "\0\x01\t\r\n !\"#&'-/0:;<=>?AXax[]\x7f\x80\xbf\xc3\xef\xff"s;
    for (const std::string& whole : samples)
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string broken = whole;
            for (const char byte : bytes) {
                broken[at] = byte;
                check_agreement(broken);
                check_agreement(whole.substr(0, at) + byte + whole.substr(at));
            }
            check_agreement(broken.erase(at, 1));
            check_agreement(whole.substr(0, at) + whole.substr(at / 2));
        }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(xml_scanner)

BOOST_AUTO_TEST_CASE(reads_without_allocation)
{
    const std::string deep = repeated("<a b='1'>&lt;\r\n", 32) + repeated("</a>", 32);
    std::vector<std::string> documents(std::begin(samples), std::end(samples));
    documents.push_back(deep);
    documents.push_back("<a>" + repeated("<b c='1' d=''>1\r\n2&#x1F600;<![CDATA[x]]></b>", 20000) +
                        "</a>");
    documents.push_back("<a>" + repeated("x", 100000)); // cut
    documents.push_back(nested(100000));
    const auto allocations_of = [](const auto& reader, const std::string& document) {
        counting_sink sink;
        const std::size_t before = allocations;
        const cosio::error_code code = reader.read(document, sink);
        const std::size_t after = allocations;
        BOOST_TEST((code || (sink.elements > 0 && sink.ends == sink.elements)));
        return after - before;
    };
    for (const std::string& document : documents)
        BOOST_TEST(allocations_of(cosio::scanner_xml(), document) == 0u, document.substr(0, 100));
    BOOST_TEST(allocations_of(cosio::property_tree_xml(), deep) > 0u); // the count does count
}

// 64 KiB would not hold a frame for each of the elements, nor a copy of the text.
BOOST_AUTO_TEST_CASE(reads_on_a_small_stack)
{
    struct reading {
        std::string document;
        cosio::error_code code;
        counting_sink sink;
    };
    const auto on_a_small_stack = [](std::string document) {
        reading result{std::move(document), {}, {}};
        pthread_attr_t small;
        BOOST_REQUIRE(pthread_attr_init(&small) == 0);
        BOOST_REQUIRE(pthread_attr_setstacksize(&small, 64 * 1024) == 0);
        pthread_t thread{};
        const auto run = [](void* argument) -> void* {
            auto& here = *static_cast<reading*>(argument);
            here.code = cosio::scanner_xml().read(here.document, here.sink);
            return nullptr;
        };
        const int failed = pthread_create(&thread, &small, run, &result);
        pthread_attr_destroy(&small);
        BOOST_REQUIRE(failed == 0);
        pthread_join(thread, nullptr);
        return result;
    };
    const auto large = on_a_small_stack(
        "<a>" + repeated("<b><c/>" + std::string(100, 'x') + "</b>", 20000) + "</a>");
    BOOST_TEST(!large.code);
    BOOST_TEST(large.sink.elements == 40001u);
    BOOST_TEST(large.sink.bytes == 2000000u);

    const auto deep = on_a_small_stack(repeated("<a>", 1000000));
    BOOST_TEST((deep.code == errc::xml_too_deep));
}

BOOST_AUTO_TEST_SUITE_END()
