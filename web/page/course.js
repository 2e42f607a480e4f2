// The module of the one file that holds the whole course: web/page/open.js has chosen what is shown.
import "./files.js";

if (document.body.matches(".lesson")) await import("./lesson.js");
