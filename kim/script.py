"""The script that Streamlit runs; no sibling of pages/, or a page could be had without its frame."""

from kim.app import main

main()
