// Shows the file anew when it is saved.
const version = document.currentScript.dataset.version;
new EventSource("/saved?version=" + version).onmessage = () => location.reload();
