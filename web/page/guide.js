// A page for teachers on paper: each link to a run says in full where it leads.
addEventListener("beforeprint", () => {
  if (!location.protocol.startsWith("http")) return;
  for (const a of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('main a[href^="index.html"]'))) a.dataset.address = a.href.replace("index.html", "");
});
