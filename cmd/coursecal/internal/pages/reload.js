// Shows the file anew when it is saved, with the folds as they are.
const version = document.currentScript.dataset.version;
const folds = [...document.querySelectorAll("details")];
const kept = sessionStorage.getItem("folds") ?? "";
if (kept.length === folds.length) folds.forEach((fold, n) => (fold.open = kept[n] === "1"));
sessionStorage.removeItem("folds");
new EventSource("/-/saved?version=" + version).onmessage = () => {
  sessionStorage.setItem("folds", folds.map((fold) => Number(fold.open)).join(""));
  location.reload();
};
