package main

import (
	"crypto/sha1"
	"encoding/xml"
	"fmt"
	"strconv"
)

// What a SCORM 1.2 package says of itself.
type (
	imsManifest struct {
		XMLName    xml.Name    `xml:"manifest"`
		XMLNS      string      `xml:"xmlns,attr"`
		ADLCP      string      `xml:"xmlns:adlcp,attr"`
		Identifier string      `xml:"identifier,attr"`
		Version    string      `xml:"version,attr"`
		Metadata   imsMetadata `xml:"metadata"`
		Orgs       imsOrgs     `xml:"organizations"`
		Resources  []imsRes    `xml:"resources>resource"`
	}
	imsMetadata struct {
		Schema        string `xml:"schema"`
		SchemaVersion string `xml:"schemaversion"`
	}
	imsOrgs struct {
		Default string `xml:"default,attr"`
		Org     imsOrg `xml:"organization"`
	}
	imsOrg struct {
		Identifier string    `xml:"identifier,attr"`
		Title      string    `xml:"title"`
		Items      []imsItem `xml:"item"`
	}
	imsItem struct {
		Identifier string `xml:"identifier,attr"`
		Ref        string `xml:"identifierref,attr"`
		Title      string `xml:"title"`
	}
	imsRes struct {
		Identifier string     `xml:"identifier,attr"`
		Type       string     `xml:"type,attr"`
		ScormType  string     `xml:"adlcp:scormtype,attr"`
		Href       string     `xml:"href,attr,omitempty"`
		Files      []imsFile  `xml:"file"`
		Needs      []imsNeeds `xml:"dependency"`
	}
	imsFile struct {
		Href string `xml:"href,attr"`
	}
	imsNeeds struct {
		Ref string `xml:"identifierref,attr"`
	}
)

// scormManifest is a unit's imsmanifest.xml. It sets no mastery score: the lesson itself says when it is passed.
func scormManifest(u unit) ([]byte, error) {
	m := imsManifest{
		XMLNS: "http://www.imsproject.org/xsd/imscp_rootv1p1p2", ADLCP: "http://www.adlnet.org/xsd/adlcp_rootv1p2",
		Identifier: "hourglass-" + u.id, Version: "1.0", Metadata: imsMetadata{"ADL SCORM", "1.2"},
		Orgs: imsOrgs{"organization", imsOrg{Identifier: "organization", Title: u.title}},
	}
	for i, p := range u.lessons {
		title := p.title
		if len(u.lessons) > 1 {
			title = strconv.Itoa(i+1) + ". " + title
		}
		m.Orgs.Org.Items = append(m.Orgs.Org.Items, imsItem{"item-" + p.id, "lesson-" + p.id, title})
		r := imsRes{Identifier: "lesson-" + p.id, Type: "webcontent", ScormType: "sco", Href: p.files[0], Files: filesOf(p.files), Needs: []imsNeeds{{"shared"}}}
		m.Resources = append(m.Resources, r)
	}
	m.Resources = append(m.Resources, imsRes{Identifier: "shared", Type: "webcontent", ScormType: "asset", Files: filesOf(u.shared)})
	return document(m)
}

func filesOf(names []string) []imsFile {
	var files []imsFile
	for _, n := range names {
		files = append(files, imsFile{n})
	}
	return files
}

// What a cmi5 package says of itself.
type (
	cmi5Course struct {
		XMLName xml.Name `xml:"courseStructure"`
		XMLNS   string   `xml:"xmlns,attr"`
		Course  struct {
			ID    string   `xml:"id,attr"`
			Title cmi5Text `xml:"title"`
			About cmi5Text `xml:"description"`
		} `xml:"course"`
		AUs []cmi5AU `xml:"au"`
	}
	cmi5AU struct {
		ID           string   `xml:"id,attr"`
		MoveOn       string   `xml:"moveOn,attr"`
		LaunchMethod string   `xml:"launchMethod,attr"`
		Title        cmi5Text `xml:"title"`
		About        cmi5Text `xml:"description"`
		URL          string   `xml:"url"`
	}
	cmi5Text struct {
		Lang cmi5Lang `xml:"langstring"`
	}
	cmi5Lang struct {
		Lang string `xml:"lang,attr"`
		Text string `xml:",chardata"`
	}
)

// cmi5Structure is a unit's cmi5.xml. A lesson is satisfied once it is completed; a platform may ask for more.
func cmi5Structure(u unit) ([]byte, error) {
	text := func(s string) cmi5Text { return cmi5Text{cmi5Lang{"en", s}} }
	c := cmi5Course{XMLNS: "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}
	c.Course.ID, c.Course.Title, c.Course.About = urn("unit/"+u.id), text(u.title), text(u.about)
	for _, p := range u.lessons {
		c.AUs = append(c.AUs, cmi5AU{urn("lesson/" + p.id), "Completed", "AnyWindow", text(p.title), text(p.about), p.files[0]})
	}
	return document(c)
}

func document(v any) ([]byte, error) {
	b, err := xml.MarshalIndent(v, "", "  ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}

// urn is a name for a thing of the course that nothing else in the world has, and that stays the same from build to build: a UUID of version 5.
func urn(name string) string {
	space := [16]byte{0x6b, 0x1f, 0x0c, 0x52, 0x8e, 0x3d, 0x4a, 0x77, 0x9c, 0x05, 0xd1, 0x4e, 0x2a, 0x90, 0xb6, 0x3f}
	h := sha1.Sum(append(space[:], name...))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
